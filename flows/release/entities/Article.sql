-- A document. FollowTheMoney asks for a file name; a page that is cited has none but its address.
SELECT
    document_id AS id,
    [coalesce(title, url, path)] AS title,
    [coalesce(parse_filename(path), path)] AS fileName,
    [publisher] AS publisher,
    [url] AS sourceUrl,
    [published::VARCHAR] AS publishedAt,
    [strftime(retrieved, '%Y-%m-%dT%H:%M:%S')] AS retrievedAt,
    [language] AS language,
    [media_type] AS mimeType,
    [bytes::VARCHAR] AS fileSize
FROM documents
ORDER BY id
