-- A passage that shows a value of a person or of an event, or the page that a noted record cites for it.
SELECT
    evidence_id AS id,
    [coalesce(quote, 'Noted from ' || coalesce(url, publisher))] AS description,
    [concat_ws(': ', "table", field)] AS name,
    [row_id] AS entity,
    [publisher] AS publisher,
    [url] AS sourceUrl,
    [certainty, method] AS keywords,
    [document_id] AS proof
FROM evidence
JOIN documents USING (document_id)
WHERE "table" IN ('people', 'events')
ORDER BY id
