-- What the last dated event leaves each person in, with the document that says so: one row per person of known status.
-- person_id: Id of the person.
-- name: Fullest form of the name, without titles.
-- status: What the last of the person's dated events leaves the person in.
-- status_date: Date of the event that set the status (EDTF).
-- event_type: Type of the event that set the status.
-- country: Country in which that event happened.
-- event_id: Id of the event that set the status.
-- quotes: The words that show that event.
-- urls: Addresses of the documents that tell of it.
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
