-- How many are held, as claimed: a row per claim, by country and date, with who says so and which claims contradict it.
-- country: Country that it is about.
-- as_of: When it holds (EDTF).
-- as_of_first: First day of `as_of`.
-- as_of_last: Last day of `as_of`.
-- value: The number as said; the lower one of a range.
-- qualifier: How the number is qualified.
-- lower: Smallest number that it means; null where open.
-- upper: Largest number that it means; null where open.
-- group_description: The part that is counted; null for the whole.
-- source: Who gives the number, as the document calls them; null where its author does.
-- publisher: Who published the document.
-- published: Day of publication.
-- url: Address of the document.
-- count_id: Id of the claim.
-- contradicted_by: Ids of the claims of the whole, of dates that may coincide, that have no number in common with it.
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
