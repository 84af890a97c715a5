"""Jianbao: raw newspaper text in, a sourced and searchable archive in three editions out."""
