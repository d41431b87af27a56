"""By which names pages state when a post was published or changed: in data, in meta elements."""

#: Keys of page data, lower case and without signs; drafts are created before they are published.
PUBLISHED_KEYS = tuple(
    """publishedat publishedon publisheddate publishedtime datepublished publishdate publishat
    published pubdate firstpublishedat releasedat postdate date dategmt createdat createdon
    created createddate regdate""".split()
)
#: Where a moment stands in the object that some stores make of it: Notion, WordPress, MongoDB.
INNER_KEYS = ("start_date", "start", "startDate", "date", "iso", "value", "$date")
MODIFIED_KEYS = tuple(
    """modifiedat datemodified modified modifieddate updatedat updatedon updated updateddate
    lastmodified lastmod lastupdated lasteditedat""".split()
)

#: A plus is the space that one name has.
PUBLISHED_NAMES = tuple(
    name.replace("+", " ")
    for name in """article:published_time og:article:published_time article:published
    og:published_time datepublished parsely-pub-date sailthru.date og:regdate
    dcterms.created dc.date.issued dcterms.issued dcterms.date dc.date.created
    dc.date.publication pubdate publishdate publish-date publish_date pub_date
    publication_date publicationdate published_time cxenseparse:recs:publishtime
    cxenseparse:publishtime citation_publication_date citation_date article.published
    article_date_original originalpublicationdate ptime pdate displaydate datecreated
    dc.date dc.created date_published published-date published article:create_at
    article_publication_date rnews:datepublished bt:pubdate og:pubdate release_date
    weibo:+article:create_at date createdate creation_date""".split()
)
#: Those of them that tell when a draft was begun.
CREATED_NAMES = tuple(
    """dcterms.created dc.date.created dc.created datecreated createdate creation_date""".split()
)
MODIFIED_NAMES = tuple(
    """article:modified_time og:article:modified_time article:modified og:modified_time
    datemodified og:updated_time article:updated_time article:updated dcterms.modified
    dc.date.modified dc.modified lastmod last-modified last_updated_date utime mdate moddate
    revision_date updated_time date_modified modified article_date_updated
    sailthru.modified_date dc.date.x-metadatalastmodified lastmodified last-updated
    updated""".split()
)
