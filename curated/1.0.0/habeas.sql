-- Makes the tables and views of this release in DuckDB, 1.0 or later.
-- In this folder:   duckdb -init habeas.sql
-- From elsewhere:   SET file_search_path = '/path/to/this/folder'; then .read /path/to/this/folder/habeas.sql

CREATE OR REPLACE VIEW documents AS SELECT * FROM read_parquet('documents.parquet');
COMMENT ON VIEW documents IS 'One row per document. The full text is not published: it is its publisher''s.';
COMMENT ON COLUMN documents."document_id" IS 'Opaque id of the document.';
COMMENT ON COLUMN documents."kind" IS 'Whether the text itself was read, or a noted record cites the page.';
COMMENT ON COLUMN documents."title" IS 'Title, as its publisher gives it.';
COMMENT ON COLUMN documents."publisher" IS 'Who published it.';
COMMENT ON COLUMN documents."url" IS 'Address of the page.';
COMMENT ON COLUMN documents."published" IS 'Day of publication.';
COMMENT ON COLUMN documents."published_from" IS 'Where the day of publication was read.';
COMMENT ON COLUMN documents."retrieved" IS 'When it was fetched.';
COMMENT ON COLUMN documents."language" IS 'ISO 639-1 code of its language.';
COMMENT ON COLUMN documents."media_type" IS 'IANA media type of the file as received.';
COMMENT ON COLUMN documents."sha256" IS 'SHA-256 of the file as received; null for a cited page.';
COMMENT ON COLUMN documents."bytes" IS 'Size of the file as received. Unit: byte.';
COMMENT ON COLUMN documents."licence" IS 'Terms under which its publisher lets its words be used.';
COMMENT ON COLUMN documents."path" IS 'Place of the file, or of the record that cites the page, under raw/.';

CREATE OR REPLACE VIEW evidence AS SELECT * FROM read_parquet('evidence.parquet');
COMMENT ON VIEW evidence IS 'One row per passage that shows a value of a row (W3C Web Annotation text position and quote selectors).';
COMMENT ON COLUMN evidence."evidence_id" IS 'Opaque id of the passage.';
COMMENT ON COLUMN evidence."table" IS 'Table of the row that the passage shows.';
COMMENT ON COLUMN evidence."row_id" IS 'Id of the row that the passage shows.';
COMMENT ON COLUMN evidence."document_id" IS 'Document that the passage stands in.';
COMMENT ON COLUMN evidence."start" IS 'First code point of the quote in the clean text; null for a noted record. Unit: code point.';
COMMENT ON COLUMN evidence."end" IS 'Code point after the quote in the clean text; null for a noted record. Unit: code point.';
COMMENT ON COLUMN evidence."quote" IS 'The words themselves; null for a noted record.';
COMMENT ON COLUMN evidence."prefix" IS 'The words before the quote.';
COMMENT ON COLUMN evidence."suffix" IS 'The words after the quote.';
COMMENT ON COLUMN evidence."field" IS 'Column of the row that the passage shows; `row` where it shows the row as a whole.';
COMMENT ON COLUMN evidence."method" IS 'Rule, model or record that read the value.';
COMMENT ON COLUMN evidence."certainty" IS 'How the document presents it.';

CREATE OR REPLACE VIEW people AS SELECT * FROM read_parquet('people.parquet');
COMMENT ON VIEW people IS 'One row per real person whom a document or a noted record names.';
COMMENT ON COLUMN people."person_id" IS 'Opaque id of the person.';
COMMENT ON COLUMN people."name" IS 'Fullest form of the name, without titles.';
COMMENT ON COLUMN people."other_names" IS 'Other forms of the name.';
COMMENT ON COLUMN people."occupations" IS 'Occupations and affiliations, as said.';
COMMENT ON COLUMN people."capacities" IS 'In which capacities the documents tell of the person.';
COMMENT ON COLUMN people."country" IS 'Country in which the acts that were done to the person happened, where there is one.';
COMMENT ON COLUMN people."status" IS 'What the last of the person''s dated events leaves the person in.';
COMMENT ON COLUMN people."status_date" IS 'Date of the event that set the status.';
COMMENT ON COLUMN people."status_event_id" IS 'Event that set the status.';
COMMENT ON COLUMN people."first_seen" IS 'Day of publication of the first document that names the person.';
COMMENT ON COLUMN people."last_seen" IS 'Day of publication of the last document that names the person.';
COMMENT ON COLUMN people."documents" IS 'Documents that name the person.';

CREATE OR REPLACE VIEW events AS SELECT * FROM read_parquet('events.parquet');
COMMENT ON VIEW events IS 'One row per act that was done to people, by the type of the act.';
COMMENT ON COLUMN events."event_id" IS 'Opaque id of the event.';
COMMENT ON COLUMN events."type" IS 'Type of the act.';
COMMENT ON COLUMN events."date" IS 'When it happened, as precise as the texts say (EDTF).';
COMMENT ON COLUMN events."date_first" IS 'First possible day.';
COMMENT ON COLUMN events."date_last" IS 'Last possible day.';
COMMENT ON COLUMN events."date_precision" IS 'How precise the date is.';
COMMENT ON COLUMN events."country" IS 'Country in which it happened.';
COMMENT ON COLUMN events."destination" IS 'The other country of an expulsion, an extradition or a transfer abroad.';
COMMENT ON COLUMN events."place" IS 'Place, as said.';
COMMENT ON COLUMN events."group_description" IS 'The words for whom it was done to, where nobody is named.';
COMMENT ON COLUMN events."term_months" IS 'Length of the sentence. Unit: month.';
COMMENT ON COLUMN events."source" IS 'Who says so, as the document calls them; null where its author does.';
COMMENT ON COLUMN events."certainty" IS 'How the most certain of its documents presents it.';
COMMENT ON COLUMN events."documents" IS 'Documents that tell of it.';

CREATE OR REPLACE VIEW event_people AS SELECT * FROM read_parquet('event_people.parquet');
COMMENT ON VIEW event_people IS 'One row per person of an event.';
COMMENT ON COLUMN event_people."event_id" IS 'The event.';
COMMENT ON COLUMN event_people."person_id" IS 'A person it was done to.';

CREATE OR REPLACE VIEW counts AS SELECT * FROM read_parquet('counts.parquet');
COMMENT ON VIEW counts IS 'One row per claim of a number. Totals and their parts are both rows: never add rows up.';
COMMENT ON COLUMN counts."count_id" IS 'Opaque id of the count.';
COMMENT ON COLUMN counts."measure" IS 'What the number is a number of: people held, or people to whom an event was done.';
COMMENT ON COLUMN counts."value" IS 'The number as said; the lower one of a range. Unit: person.';
COMMENT ON COLUMN counts."high" IS 'The upper number of a range. Unit: person.';
COMMENT ON COLUMN counts."qualifier" IS 'How the number is qualified.';
COMMENT ON COLUMN counts."lower" IS 'Smallest number that qualifier and value mean; null where open. Unit: person.';
COMMENT ON COLUMN counts."upper" IS 'Largest number that qualifier and value mean; null where open. Unit: person.';
COMMENT ON COLUMN counts."as_of" IS 'When it holds, or by or on which day the acts happened (EDTF).';
COMMENT ON COLUMN counts."as_of_first" IS 'First day of `as_of`.';
COMMENT ON COLUMN counts."as_of_last" IS 'Last day of `as_of`.';
COMMENT ON COLUMN counts."country" IS 'Country that it is about.';
COMMENT ON COLUMN counts."group_description" IS 'The part that is counted; null for the whole.';
COMMENT ON COLUMN counts."source" IS 'Who gives the number, as the document calls them; null where its author does.';
COMMENT ON COLUMN counts."surface" IS 'The number in the words of the document, with its qualifier; null for a noted record.';
COMMENT ON COLUMN counts."document_id" IS 'Document that gives it.';

CREATE OR REPLACE VIEW rejected AS SELECT * FROM read_parquet('rejected.parquet');
COMMENT ON VIEW rejected IS 'One row per file or row that was turned away, and why.';
COMMENT ON COLUMN rejected."stage" IS 'Stage that turned it away.';
COMMENT ON COLUMN rejected."table" IS 'Table that the row was meant for; null for a file.';
COMMENT ON COLUMN rejected."subject" IS 'Path of the file under raw/, with the line of a record; or the id of the row.';
COMMENT ON COLUMN rejected."check" IS 'Check that it failed.';
COMMENT ON COLUMN rejected."reason" IS 'What was wrong, in words.';
COMMENT ON COLUMN rejected."value" IS 'The value at fault.';

CREATE OR REPLACE VIEW redirects AS SELECT * FROM read_parquet('redirects.parquet');
COMMENT ON VIEW redirects IS 'One row per id that a decision or a better match merged into another.';
COMMENT ON COLUMN redirects."old_id" IS 'Id in a former release.';
COMMENT ON COLUMN redirects."new_id" IS 'Id that stands for it now.';
COMMENT ON COLUMN redirects."since" IS 'First release in which `new_id` stands for it.';

CREATE OR REPLACE VIEW unsure AS SELECT * FROM read_parquet('unsure.parquet');
COMMENT ON VIEW unsure IS 'One row per pair of people who may be one person, and are kept apart until somebody decides.';
COMMENT ON COLUMN unsure."person_id" IS 'The one person.';
COMMENT ON COLUMN unsure."other_id" IS 'The other person.';
COMMENT ON COLUMN unsure."score" IS 'How likely the two are one: a probability from 0 to 1.';
COMMENT ON COLUMN unsure."why" IS 'What speaks for it and against it.';

CREATE OR REPLACE VIEW changes AS SELECT * FROM read_parquet('changes.parquet');
COMMENT ON VIEW changes IS 'One row per row that came or went since the last release, and per value that changed. The first one has none.';
COMMENT ON COLUMN changes."table" IS 'Table of the row.';
COMMENT ON COLUMN changes."row_id" IS 'What names the row: its id, or the columns that tell it apart; null for a column and for withdrawn rows.';
COMMENT ON COLUMN changes."change" IS 'What became of it.';
COMMENT ON COLUMN changes."column" IS 'Column whose value changed, or that came or went; null for a row as a whole.';
COMMENT ON COLUMN changes."old" IS 'The former value, as text; of a split row the row that it was part of.';
COMMENT ON COLUMN changes."new" IS 'The value now, as text; of a merged row the row that stands for it.';
COMMENT ON COLUMN changes."rows" IS 'How many rows it is about. Unit: row.';
COMMENT ON COLUMN changes."documents" IS 'Documents behind the row, before and now.';

CREATE OR REPLACE VIEW vocabularies AS SELECT * FROM read_parquet('vocabularies.parquet');
COMMENT ON VIEW vocabularies IS 'One row per term of a closed vocabulary.';
COMMENT ON COLUMN vocabularies."vocabulary" IS 'Name of the vocabulary.';
COMMENT ON COLUMN vocabularies."term" IS 'The term, as it stands in the tables.';
COMMENT ON COLUMN vocabularies."meaning" IS 'What the term means.';
COMMENT ON COLUMN vocabularies."example" IS 'Words that it stands for.';
COMMENT ON COLUMN vocabularies."leaves" IS 'Status in which an act of this type leaves a person; null where it changes none.';
COMMENT ON COLUMN vocabularies."ace_ere" IS 'Type of the act in ACE and ERE.';
COMMENT ON COLUMN vocabularies."cameo" IS 'Code of the act in CAMEO.';
COMMENT ON COLUMN vocabularies."plover" IS 'Code of the act in PLOVER.';
COMMENT ON COLUMN vocabularies."huridocs" IS 'Terms of the act in the HURIDOCS micro-thesauri.';

CREATE OR REPLACE VIEW name_words AS SELECT * FROM read_parquet('name_words.parquet');
COMMENT ON VIEW name_words IS 'One row per reading of a word that names are made of: by these, search_person finds a name in other forms.';
COMMENT ON COLUMN name_words."word" IS 'A given name in Latin letters, or a Chinese character, in small letters.';
COMMENT ON COLUMN name_words."reading" IS 'The given name that it is a form of, or how the character may be read in Latin letters.';
COMMENT ON COLUMN name_words."kind" IS 'What it is: form, short_form or character.';

CREATE OR REPLACE VIEW claims AS
WITH statements AS (
    SELECT 'people' AS "table", person_id AS row_id, name AS statement
    FROM people
    UNION ALL
    SELECT 'events', event_id, concat_ws(', ', "type", "date", place, country)
    FROM events
    UNION ALL
    SELECT 'counts', count_id, concat_ws(', ', measure, coalesce(surface, concat_ws(' ', qualifier, "value", high)), as_of, country)
    FROM counts
)
SELECT
    e."table", e.row_id, s.statement, e.field, e.quote, e.certainty,
    d.publisher, d.title, d.published, d.url, e.document_id, e."start", e."end", e.method
FROM evidence AS e
JOIN statements AS s ON s."table" = e."table" AND s.row_id = e.row_id
JOIN documents AS d ON d.document_id = e.document_id;

COMMENT ON VIEW claims IS 'Every row of people, events and counts with the words that show it and where they stand: one row per passage.';
COMMENT ON COLUMN claims."table" IS 'Table of the row.';
COMMENT ON COLUMN claims."row_id" IS 'Id of the row.';
COMMENT ON COLUMN claims."statement" IS 'The row in short.';
COMMENT ON COLUMN claims."field" IS 'Column of the row that the passage shows; `row` where it shows the row as a whole.';
COMMENT ON COLUMN claims."quote" IS 'The words themselves; null for a noted record.';
COMMENT ON COLUMN claims."certainty" IS 'How the document presents it.';
COMMENT ON COLUMN claims."publisher" IS 'Who published the document.';
COMMENT ON COLUMN claims."title" IS 'Title of the document.';
COMMENT ON COLUMN claims."published" IS 'Day of publication.';
COMMENT ON COLUMN claims."url" IS 'Address of the document.';
COMMENT ON COLUMN claims."document_id" IS 'Id of the document.';
COMMENT ON COLUMN claims."start" IS 'First code point of the quote in the clean text; null for a noted record.';
COMMENT ON COLUMN claims."end" IS 'Code point after the quote in the clean text; null for a noted record.';
COMMENT ON COLUMN claims."method" IS 'Rule, model or record that read the value.';

CREATE OR REPLACE VIEW contradictions AS
WITH wholes AS (
    SELECT * FROM counts WHERE measure = 'held' AND group_description IS NULL
),
done AS (
    SELECT * FROM events JOIN event_people USING (event_id) WHERE date_first IS NOT NULL
)
SELECT
    'counts' AS "table",
    a.country,
    a.as_of_first = b.as_of_last AND a.as_of_last = b.as_of_first AS same_day,
    a.count_id AS row_id, a.as_of, a.lower, a.upper, a.source, [a.document_id] AS documents,
    b.count_id AS other_row_id, b.as_of AS other_as_of, b.lower AS other_lower, b.upper AS other_upper,
    b.source AS other_source, [b.document_id] AS other_documents, NULL::BIGINT AS days_apart
FROM wholes AS a
JOIN wholes AS b
    ON a.country = b.country
    AND a.as_of_first <= b.as_of_last
    AND b.as_of_first <= a.as_of_last
    AND a.upper < b.lower
UNION
SELECT
    'events', a.country, NULL::BOOLEAN,
    a.event_id, a."date", NULL::BIGINT, NULL::BIGINT, a.source, a.documents,
    b.event_id, b."date", NULL::BIGINT, NULL::BIGINT, b.source, b.documents, date_diff('day', a.date_last, b.date_first)
FROM done AS a
JOIN done AS b
    ON a.person_id = b.person_id
    AND a."type" = b."type"
    AND a.date_last < b.date_first
    AND NOT list_has_any(a.documents, b.documents)
    -- A person dies once. Other acts happen again; told of within a month by different documents, they may be one.
    AND (a."type" IN ('death', 'execution') OR date_diff('day', a.date_last, b.date_first) <= 31);

COMMENT ON VIEW contradictions IS 'Claims of which one at most can be true: two numbers held in one country of dates that may coincide, with no number in common; or two dates, told by different documents, of what may be one act done to one person. A pair per row.';
COMMENT ON COLUMN contradictions."table" IS 'Table of the two rows: counts or events.';
COMMENT ON COLUMN contradictions."country" IS 'Country that both counts are about; country of the first event.';
COMMENT ON COLUMN contradictions."same_day" IS 'Of counts, whether both hold on one and the same day, so that they cannot both be true; else their dates only overlap. Null for events.';
COMMENT ON COLUMN contradictions."row_id" IS 'Id of the one row; of events, of the earlier.';
COMMENT ON COLUMN contradictions."as_of" IS 'When it holds or happened (EDTF).';
COMMENT ON COLUMN contradictions."lower" IS 'Smallest number that it means; null where open, and for an event.';
COMMENT ON COLUMN contradictions."upper" IS 'Largest number that it means; null where open, and for an event.';
COMMENT ON COLUMN contradictions."source" IS 'Who says so, as the document calls them.';
COMMENT ON COLUMN contradictions."documents" IS 'Documents that tell of it.';
COMMENT ON COLUMN contradictions."other_row_id" IS 'Id of the other row.';
COMMENT ON COLUMN contradictions."other_as_of" IS 'When the other holds or happened (EDTF).';
COMMENT ON COLUMN contradictions."other_lower" IS 'Smallest number that the other means; null where open, and for an event.';
COMMENT ON COLUMN contradictions."other_upper" IS 'Largest number that the other means; null where open, and for an event.';
COMMENT ON COLUMN contradictions."other_source" IS 'Who says the other.';
COMMENT ON COLUMN contradictions."other_documents" IS 'Documents that tell of the other.';
COMMENT ON COLUMN contradictions."days_apart" IS 'Days between the last possible day of the one event and the first of the other; null for counts.';

CREATE OR REPLACE MACRO evidence_of(id) AS TABLE
SELECT
    e.field, e.prefix, e.quote, e.suffix, e.certainty, d.publisher, d.title, d.published, d.url,
    e.document_id, e."start", e."end", e.method
FROM evidence AS e
JOIN documents AS d ON d.document_id = e.document_id
WHERE e.row_id = id
ORDER BY d.published NULLS LAST, e.document_id, e."start", e.evidence_id;

COMMENT ON MACRO TABLE evidence_of IS 'The words behind one row of any table, by its id: FROM evidence_of(''evt_...'').';

CREATE OR REPLACE VIEW held_over_time AS
WITH opposed AS (
    SELECT row_id AS count_id, other_row_id AS other FROM contradictions WHERE "table" = 'counts'
    UNION ALL
    SELECT other_row_id, row_id FROM contradictions WHERE "table" = 'counts'
),
opponents AS (
    SELECT count_id, list(other ORDER BY other) AS others FROM opposed GROUP BY count_id
)
SELECT
    c.country, c.as_of, c.as_of_first, c.as_of_last, c."value", c.qualifier, c.lower, c.upper, c.group_description,
    c.source, d.publisher, d.published, d.url, c.count_id, coalesce(o.others, []) AS contradicted_by
FROM counts AS c
JOIN documents AS d ON d.document_id = c.document_id
LEFT JOIN opponents AS o ON o.count_id = c.count_id
WHERE c.measure = 'held'
ORDER BY c.country NULLS LAST, c.as_of_first NULLS LAST, c.as_of_last, c.count_id;

COMMENT ON VIEW held_over_time IS 'How many are held, as claimed: a row per claim, by country and date, with who says so and which claims contradict it.';
COMMENT ON COLUMN held_over_time."country" IS 'Country that it is about.';
COMMENT ON COLUMN held_over_time."as_of" IS 'When it holds (EDTF).';
COMMENT ON COLUMN held_over_time."as_of_first" IS 'First day of `as_of`.';
COMMENT ON COLUMN held_over_time."as_of_last" IS 'Last day of `as_of`.';
COMMENT ON COLUMN held_over_time."value" IS 'The number as said; the lower one of a range.';
COMMENT ON COLUMN held_over_time."qualifier" IS 'How the number is qualified.';
COMMENT ON COLUMN held_over_time."lower" IS 'Smallest number that it means; null where open.';
COMMENT ON COLUMN held_over_time."upper" IS 'Largest number that it means; null where open.';
COMMENT ON COLUMN held_over_time."group_description" IS 'The part that is counted; null for the whole.';
COMMENT ON COLUMN held_over_time."source" IS 'Who gives the number, as the document calls them; null where its author does.';
COMMENT ON COLUMN held_over_time."publisher" IS 'Who published the document.';
COMMENT ON COLUMN held_over_time."published" IS 'Day of publication.';
COMMENT ON COLUMN held_over_time."url" IS 'Address of the document.';
COMMENT ON COLUMN held_over_time."count_id" IS 'Id of the claim.';
COMMENT ON COLUMN held_over_time."contradicted_by" IS 'Ids of the claims of the whole, of dates that may coincide, that have no number in common with it.';

CREATE OR REPLACE VIEW latest_status AS
WITH shown AS (
    SELECT
        e.row_id AS event_id,
        list(DISTINCT e.quote ORDER BY e.quote) FILTER (e.quote IS NOT NULL) AS quotes,
        list(DISTINCT d.url ORDER BY d.url) FILTER (d.url IS NOT NULL) AS urls
    FROM evidence AS e
    JOIN documents AS d ON d.document_id = e.document_id
    WHERE e."table" = 'events'
    GROUP BY e.row_id
)
SELECT
    p.person_id, p.name, p.status, p.status_date, e."type" AS event_type, e.country, e.event_id,
    coalesce(s.quotes, []) AS quotes, coalesce(s.urls, []) AS urls
FROM people AS p
JOIN events AS e ON e.event_id = p.status_event_id
LEFT JOIN shown AS s ON s.event_id = e.event_id
ORDER BY p.name, p.person_id;

COMMENT ON VIEW latest_status IS 'What the last dated event leaves each person in, with the document that says so: one row per person of known status.';
COMMENT ON COLUMN latest_status."person_id" IS 'Id of the person.';
COMMENT ON COLUMN latest_status."name" IS 'Fullest form of the name, without titles.';
COMMENT ON COLUMN latest_status."status" IS 'What the last of the person''s dated events leaves the person in.';
COMMENT ON COLUMN latest_status."status_date" IS 'Date of the event that set the status (EDTF).';
COMMENT ON COLUMN latest_status."event_type" IS 'Type of the event that set the status.';
COMMENT ON COLUMN latest_status."country" IS 'Country in which that event happened.';
COMMENT ON COLUMN latest_status."event_id" IS 'Id of the event that set the status.';
COMMENT ON COLUMN latest_status."quotes" IS 'The words that show that event.';
COMMENT ON COLUMN latest_status."urls" IS 'Addresses of the documents that tell of it.';

CREATE OR REPLACE MACRO name_key(word) AS
regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
regexp_replace(translate(translate(translate(translate(translate(translate(
    strip_accents(lower(word)),
    'абвгґғһдеєэёжзиіыйјкқлљмнњңоөпрстуұүфхцчћџшщюяәəłđøßıьъ''’ʼ',
    'abvhhhhdeeeezziiiiikkllmnnnooprstuuufhccccssuaaaldosi'),
    'αβγδεζηθικλμνξοπρσςτυφχψω', 'avhdeziiiklmnxoprsstifhpo'),
    'აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ', 'abhdevztiklmnopzrstupkhksccccchih'),
    'աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ', 'abhdezeetzilhckhchcminsocpirsvtrcvpkof'),
    'אבגדהוזחטיכךלמםנןסעפףצץקרשת', 'abhdhvzhtikklmmnnsapfcckrst'),
    'ابپتثجچحخدذرزژسشصضطظعغفقکكگلمنوهيیةئآى', 'abptsichhdzrzzsssztzahfkkkhlmnvhiiaiai'),
    'shch|sch|sh|sz', 's', 'g'), 'dz([eiym])', 'd\1', 'g'), 'tch|ch|cz|tz|ts|dz', 'c', 'g'), 'zh', 'z', 'g'),
    '[kg]h|g', 'h', 'g'), '[iyj]([aeou])', '\1', 'g'), '[iyj]+', 'i', 'g'), 'c([ei])', 't\1', 'g'), '([aeo])u', '\1v', 'g')
.replace('ph', 'f').replace('w', 'v').replace('q', 'k').replace('x', 'ks').replace('o', 'a').replace('ss', 's')
.replace('nn', 'n').replace('ll', 'l').replace('mm', 'm').replace('aa', 'a');

COMMENT ON MACRO name_key IS 'A word of a name as it sounds, roughly, in Latin letters, so that spellings and scripts can be compared: name_key(''Бяляцкі'') is name_key(''Bialiatski'').';

CREATE OR REPLACE MACRO name_likeness(one, other, bare, syllable) AS
CASE
    WHEN one = other THEN 1
    WHEN syllable THEN if(starts_with(one, other) OR starts_with(other, one) OR suffix(one, other) OR suffix(other, one), 0.95, 0)
    WHEN bare THEN 0.95 * jaro_winkler_similarity(
        regexp_replace(one, '[aeiouv]', '', 'g'), regexp_replace(other, '[aeiouv]', '', 'g'))
    WHEN least(length(one), length(other)) = 1 THEN if(one[1] = other[1], 0.9, 0)
    WHEN length(one) > 2 AND starts_with(other, one) THEN 0.98
    ELSE jaro_winkler_similarity(one, other)
END;

COMMENT ON MACRO name_likeness IS 'How alike two words of names sound, from 0 to 1, by what name_key makes of them. Where one is `bare`, of a script without vowels, consonants count; where one is a `syllable`, of a Chinese character, it may begin or end the other.';

CREATE OR REPLACE MACRO name_parts(name) AS
list_distinct(regexp_extract_all(
    regexp_replace(
        regexp_replace(lower(name), '([\x{3400}-\x{9fff}])', ' \1 ', 'g'), '(^|[\s-])(al|el)[\s-]|(^|\s)ال', ' ', 'g'),
    '[^\s,.·‐‑–-]+'));

COMMENT ON MACRO name_parts IS 'The words of a name in small letters, each Chinese character for itself, and without the Arabic article: name_parts(''Jan al-Kot'').';

CREATE OR REPLACE MACRO on_day(on_date) AS TABLE
SELECT 'events' AS "table", event_id AS row_id, "type" AS what, "date" AS "when", country, group_description, source
FROM events
WHERE on_date BETWEEN date_first AND date_last
UNION ALL
SELECT 'counts', count_id, concat_ws(' ', measure, qualifier, "value", high), as_of, country, group_description, source
FROM counts
WHERE on_date BETWEEN as_of_first AND as_of_last
ORDER BY "table", country NULLS LAST, what, row_id;

COMMENT ON MACRO TABLE on_day IS 'The events that may have happened on one day and the counts that hold on it: FROM on_day(DATE ''2025-12-13'').';

CREATE OR REPLACE VIEW person_timeline AS
SELECT
    p.person_id, p.name, e."date", e.date_first, e.date_last, e."type", e.country, e.destination, e.place,
    e.term_months, e.source, e.certainty, e.event_id, e.documents
FROM people AS p
JOIN event_people AS x ON x.person_id = p.person_id
JOIN events AS e ON e.event_id = x.event_id
ORDER BY p.name, p.person_id, e.date_first NULLS LAST, e.date_last, e.event_id;

COMMENT ON VIEW person_timeline IS 'What was done to each person, in order: one row per person and event.';
COMMENT ON COLUMN person_timeline."person_id" IS 'Id of the person.';
COMMENT ON COLUMN person_timeline."name" IS 'Fullest form of the name, without titles.';
COMMENT ON COLUMN person_timeline."date" IS 'When it happened, as precise as the texts say (EDTF).';
COMMENT ON COLUMN person_timeline."date_first" IS 'First possible day.';
COMMENT ON COLUMN person_timeline."date_last" IS 'Last possible day.';
COMMENT ON COLUMN person_timeline."type" IS 'Type of the act.';
COMMENT ON COLUMN person_timeline."country" IS 'Country in which it happened.';
COMMENT ON COLUMN person_timeline."destination" IS 'The other country of an expulsion, an extradition or a transfer abroad.';
COMMENT ON COLUMN person_timeline."place" IS 'Place, as said.';
COMMENT ON COLUMN person_timeline."term_months" IS 'Length of the sentence, in months.';
COMMENT ON COLUMN person_timeline."source" IS 'Who says so, as the document calls them; null where its author does.';
COMMENT ON COLUMN person_timeline."certainty" IS 'How the most certain of its documents presents it.';
COMMENT ON COLUMN person_timeline."event_id" IS 'Id of the event.';
COMMENT ON COLUMN person_timeline."documents" IS 'Documents that tell of it.';

CREATE OR REPLACE MACRO search_person(words) AS TABLE
WITH forms AS (
    SELECT person_id, name_parts(unnest(list_prepend(name, other_names))) AS parts FROM people
),
asked AS (
    SELECT unnest(name_parts(words)) AS word
),
parts AS (
    SELECT DISTINCT unnest(parts) AS word FROM forms
),
sounds AS (
    SELECT word, name_key(word) AS sound, regexp_matches(word, '[\x{590}-\x{6ff}]') AS bare, false AS syllable
    FROM (FROM asked UNION FROM parts)
    UNION ALL
    SELECT word, name_key(reading), false, true
    FROM (FROM asked UNION FROM parts) JOIN name_words USING (word) WHERE kind = 'character'
),
given AS (
    SELECT DISTINCT s.word, n.reading, n.kind = 'short_form' AS short
    FROM sounds AS s JOIN name_words AS n ON name_key(n.word) = s.sound WHERE n.kind <> 'character'
),
likeness_of_words AS (
    SELECT a.word, p.word AS part, name_likeness(a.sound, p.sound, a.bare OR p.bare, a.syllable OR p.syllable) AS likeness
    FROM (FROM sounds SEMI JOIN asked USING (word)) AS a CROSS JOIN (FROM sounds SEMI JOIN parts USING (word)) AS p
    UNION ALL
    SELECT a.word, p.word, if(a.short AND p.short, 0.85, 0.95) FROM given AS a JOIN given AS p USING (reading)
),
pairs AS (
    SELECT person_id, parts, part, word, max(likeness) AS likeness
    FROM (SELECT *, unnest(parts) AS part FROM forms) JOIN likeness_of_words USING (part) SEMI JOIN asked USING (word)
    GROUP BY ALL
),
of_words AS (
    SELECT person_id, parts, word, max(likeness) AS likeness FROM pairs GROUP BY ALL
),
of_parts AS (
    SELECT person_id, parts, part, max(likeness) AS likeness FROM pairs WHERE len(parts) > 1 GROUP BY ALL
),
found AS (
    SELECT person_id, min(likeness) AS likeness FROM of_words GROUP BY person_id, parts
    UNION ALL
    SELECT person_id, 0.96 * min(likeness) FROM of_parts GROUP BY person_id, parts
)
SELECT
    person_id, name, other_names, status, status_date, country, occupations, round(max(likeness), 2) AS likeness
FROM people JOIN found USING (person_id)
WHERE likeness >= 0.8
GROUP BY ALL
ORDER BY likeness DESC, name, person_id;

COMMENT ON MACRO TABLE search_person IS 'People of a name, also in other spellings, in other languages'' forms of a given name, and in Latin, Cyrillic, Greek, Armenian, Georgian, Hebrew, Arabic or Chinese letters, the likeliest first: FROM search_person(''Бяляцкі''). Each word of the text must be like a word of one form of the name, or each of two or more words of a form like a word of the text.';
