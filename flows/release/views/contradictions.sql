-- Claims of which one at most can be true: two numbers held in one country of dates that may coincide, with no number in common; or two dates, told by different documents, of what may be one act done to one person. A pair per row.
-- table: Table of the two rows: counts or events.
-- country: Country that both counts are about; country of the first event.
-- same_day: Of counts, whether both hold on one and the same day, so that they cannot both be true; else their dates only overlap. Null for events.
-- row_id: Id of the one row; of events, of the earlier.
-- as_of: When it holds or happened (EDTF).
-- lower: Smallest number that it means; null where open, and for an event.
-- upper: Largest number that it means; null where open, and for an event.
-- source: Who says so, as the document calls them.
-- documents: Documents that tell of it.
-- other_row_id: Id of the other row.
-- other_as_of: When the other holds or happened (EDTF).
-- other_lower: Smallest number that the other means; null where open, and for an event.
-- other_upper: Largest number that the other means; null where open, and for an event.
-- other_source: Who says the other.
-- other_documents: Documents that tell of the other.
-- days_apart: Days between the last possible day of the one event and the first of the other; null for counts.
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
