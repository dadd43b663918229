-- Two claims of how many are held in one country, of dates that may coincide, with no number in common: a pair per row.
-- country: Country that both are about.
-- same_day: Whether both hold on one and the same day, so that they cannot both be true; else their dates only overlap.
-- count_id: Id of the claim.
-- as_of: When it holds (EDTF).
-- lower: Smallest number that it means; null where open.
-- upper: Largest number that it means; null where open.
-- source: Who gives the number, as the document calls them.
-- document_id: Document that gives it.
-- other_count_id: Id of the other claim.
-- other_as_of: When the other holds (EDTF).
-- other_lower: Smallest number that the other means; null where open.
-- other_upper: Largest number that the other means; null where open.
-- other_source: Who gives the other number.
-- other_document_id: Document that gives the other.
CREATE OR REPLACE VIEW contradictions AS
WITH wholes AS (
    SELECT * FROM counts WHERE measure = 'held' AND group_description IS NULL
)
SELECT
    a.country,
    a.as_of_first = b.as_of_last AND a.as_of_last = b.as_of_first AS same_day,
    a.count_id, a.as_of, a.lower, a.upper, a.source, a.document_id,
    b.count_id AS other_count_id, b.as_of AS other_as_of, b.lower AS other_lower, b.upper AS other_upper,
    b.source AS other_source, b.document_id AS other_document_id
FROM wholes AS a
JOIN wholes AS b
    ON a.country = b.country
    AND a.as_of_first <= b.as_of_last
    AND b.as_of_first <= a.as_of_last
    AND a.upper < b.lower;
