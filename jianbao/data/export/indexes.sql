-- format: SQL; the indexes of the tables in archive.sql, made once all rows are in
-- source: written for this project
-- used by: export/database.py
create index figures_by_unit on figures (unit, value);
create index figures_by_kind on figures (kind, unit);
create index mentions_by_article on mentions (article);
create index mentions_by_entity on mentions (kind, slug);
