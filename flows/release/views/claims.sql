-- Every row of people, events and counts with the words that show it and where they stand: one row per passage.
-- table: Table of the row.
-- row_id: Id of the row.
-- statement: The row in short.
-- field: Column of the row that the passage shows; `row` where it shows the row as a whole.
-- quote: The words themselves; null for a noted record.
-- certainty: How the document presents it.
-- publisher: Who published the document.
-- title: Title of the document.
-- published: Day of publication.
-- url: Address of the document.
-- document_id: Id of the document.
-- start: First code point of the quote in the clean text; null for a noted record.
-- end: Code point after the quote in the clean text; null for a noted record.
-- method: Rule, model or record that read the value.
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
