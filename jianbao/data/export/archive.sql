-- format: SQL; the tables in the order of their foreign keys, columns as in export/rows.py
-- source: written for this project
-- used by: export/database.py
create table articles (
    id text primary key,
    headline text not null,
    kicker text not null,
    headline_en text not null,
    paper text not null,
    city text not null,
    issued text not null,
    issued_after text not null,
    issued_before text not null,
    page text not null,
    series text not null,
    series_number integer not null,
    characters integer not null,
    joins integer not null,
    uncertain_joins integer not null,
    photos integer not null,
    figures integer not null,
    page_zh_hans text not null,
    record text not null,
    seed text not null
) strict, without rowid;
create table entities (
    kind text not null,
    slug text not null,
    name text not null,
    name_en text not null,
    parent text not null,
    adcode text not null,
    longitude text not null,
    latitude text not null,
    articles integer not null,
    page text not null,
    primary key (kind, slug)
) strict, without rowid;
create table figures (
    article text not null references articles (id),
    id text not null,
    block text not null,
    surface text not null,
    value any,
    value_high any,
    unit text not null,
    unit_zh text not null,
    si_value any,
    si_value_high any,
    si_unit text not null,
    approx text not null,
    kind text not null,
    measure text not null,
    subject text not null,
    time text not null,
    sentence text not null,
    page text not null,
    primary key (article, id)
) strict, without rowid;
create table mentions (
    article text not null references articles (id),
    kind text not null,
    slug text not null,
    block text not null,
    sentence text not null,
    foreign key (kind, slug) references entities (kind, slug)
) strict;
create table photos (
    article text not null references articles (id),
    block text not null,
    caption text not null,
    credit text not null,
    primary key (article, block)
) strict, without rowid;
create view money as select * from figures where kind = 'money' order by value desc;
create view places as select * from entities where kind = 'place';
-- Each figure with its article, and with every place that its sentence names.
create view figures_in_articles as
    select figures.*, articles.headline, articles.headline_en, articles.paper, articles.issued, articles.issued_after
    from figures join articles on articles.id = figures.article;
create view figures_by_place as
    select distinct entities.slug as place, entities.name as place_name, figures.*
    from figures
    join mentions on mentions.article = figures.article and mentions.sentence = figures.sentence
    join entities on entities.kind = mentions.kind and entities.slug = mentions.slug
    where entities.kind = 'place';
create view measures_in_si as
    select article, id, surface, si_value, si_value_high, si_unit, measure, subject, time, sentence, page
    from figures where si_unit <> '';
