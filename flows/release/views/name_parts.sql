-- The words of a name in small letters, each Chinese character for itself, and without the Arabic article: name_parts('Jan al-Kot').
CREATE OR REPLACE MACRO name_parts(name) AS
list_distinct(regexp_extract_all(
    regexp_replace(
        regexp_replace(lower(name), '([\x{3400}-\x{9fff}])', ' \1 ', 'g'), '(^|[\s-])(al|el)[\s-]|(^|\s)ال', ' ', 'g'),
    '[^\s,.·‐‑–-]+'));
