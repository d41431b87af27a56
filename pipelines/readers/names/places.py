"""Names of places that stand beside what somebody does, and are nobody's name."""

import re

#: `서울 · 백엔드 개발자`, `Berlin · Software Engineer`: where they live.
PLACE = re.compile(
    r"(?:대한민국|한국|서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충[북남]|전[북남]|경[북남]|제주|판교|성남|분당|수원"
    r"|용인|고양|일산|송도|도쿄|뉴욕|런던|베를린|싱가포르|실리콘밸리)(?:특별시|광역시|특별자치[시도]|시|도)?"
    r"|(?:Seoul|Busan|Daegu|Incheon|Daejeon|Suwon|Pangyo|Jeju|Tokyo|Osaka|Kyoto|Fukuoka|Beijing|Shanghai"
    r"|Shenzhen|Hangzhou|Taipei|Singapore|Bangkok|Jakarta|Hanoi|Bangalore|Bengaluru|Mumbai|Delhi"
    r"|Melbourne|Berlin|Hamburg|Munich|München|Köln|Cologne|Frankfurt|Vienna|Wien|Zurich|Zürich|Paris"
    r"|Lyon|London|Manchester|Dublin|Amsterdam|Brussels|Madrid|Barcelona|Lisbon|Lisboa|Milano"
    r"|Rome|Roma|Stockholm|Oslo|Copenhagen|Helsinki|Warsaw|Prague|Praha|Budapest|Moscow|Kyiv|Istanbul"
    r"|Toronto|Vancouver|Montreal|Seattle|Boston|Chicago|Portland|Denver|Atlanta|Korea|Japan"
    r"|Germany|Canada|USA|UK)(?:,\s?[A-Z]\w+(?:\s\w+)?|\s[A-Z]{2,3})?"
    r"|(?:New\s(?:York|Delhi)|San\s(?:Francisco|Diego|Jose)|Los\sAngeles|Hong\sKong|Tel\sAviv"
    r"|Ho\sChi\sMinh)\b.*"
)
