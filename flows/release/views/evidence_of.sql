-- The words behind one row of any table, by its id: FROM evidence_of('evt_...').
CREATE OR REPLACE MACRO evidence_of(id) AS TABLE
SELECT
    e.field, e.prefix, e.quote, e.suffix, e.certainty, d.publisher, d.title, d.published, d.url,
    e.document_id, e."start", e."end", e.method
FROM evidence AS e
JOIN documents AS d ON d.document_id = e.document_id
WHERE e.row_id = id
ORDER BY d.published NULLS LAST, e.document_id, e."start", e.evidence_id;
