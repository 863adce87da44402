"""Credits as outlets of many countries write them, each in the first line or the last one of a text."""

import pytest

from service.outlets.credits import reader
from service.outlets.families import families

READER = reader(families())
BODY = [
    "The harbour board met on Tuesday to discuss the dredging of the outer basin.",
    "Two ships had to wait outside for a day, its chairman said.",
    "A decision is expected in April.",
]

WHOLE = """
head PORT AMSEL, March 4 (Xinhua) -- The harbour board met on Tuesday.
head Port Amsel, 4 March 2026 (AFP) – The harbour board met.
head PORT AMSEL — (AP) The harbour board met on Tuesday.
head PORT AMSEL (AFP, Reuters) — The harbour board met on Tuesday.
head PORT AMSEL, Tuesday, 4 March 2026 (Bloomberg) -- The harbour board met.
head (Bloomberg) -- The harbour board met on Tuesday.
head Published by AFP
head Agencies: Reuters, AFP
head By Jane Doe | Reuters
head By Jane Doe | Associated Press
head Jane Doe, The Associated Press
head By Jane Doe and John Roe, Associated Press
head JANE DOE, Associated Press
head Jane Doe – AFP
head Story by Reuters
head Text by: AFP
head From our wire services: AP
head Written by Reuters
head PA Media
head By PA Reporters
head By Press Association Reporter
head (KYODO NEWS) - The harbour board met on Tuesday.
head PORT AMSEL, Mar. 4 (Kyodo) -- The harbour board met on Tuesday.
head SEOUL, March 4 (Yonhap) -- The harbour board met on Tuesday.
head Port Amsel (APA) - Der Hafenrat hat am Dienstag getagt.
head Port Amsel/Wien (APA/dpa) – Der Hafenrat hat am Dienstag getagt.
head Port Amsel (SDA) Der Hafenrat hat am Dienstag getagt.
head PORT AMSEL, 4 mars (Belga) - Le conseil du port s'est réuni mardi.
head (Belga) Le conseil du port s'est réuni mardi.
head PORT AMSEL (Lusa) — O conselho do porto reuniu-se na terça-feira.
head Port Amsel, 4 mar (Lusa) - O conselho do porto reuniu-se.
head Port Amsel, 4 mar. (EP) - El consejo del puerto se reunió el martes.
head PORT AMSEL, 4 Mar. (EUROPA PRESS) - El consejo del puerto se reunió el martes.
head (Adnkronos) - Il consiglio del porto si è riunito martedì.
head Port Amsel, 4 mar. (askanews) – Il consiglio del porto si è riunito.
head Port Amsel (PAP) - Rada portu zebrała się we wtorek.
head PORT AMSEL, 4. března (ČTK) - Rada přístavu se sešla v úterý.
head Port Amsel 4. března (ČTK) - Rada přístavu se sešla v úterý.
head МОСКВА, 4 мар — РИА Новости. Совет порта собрался во вторник.
head МОСКВА, 4 марта (Рейтер) - Совет порта собрался во вторник.
head Москва. 4 марта. INTERFAX.RU - Совет порта собрался во вторник.
head КИЇВ. 4 березня. УНН. Рада порту зібралася у вівторок.
head ANKARA (AA) - Liman kurulu salı günü toplandı.
head PORT AMSEL (AA) - Liman kurulu salı günü toplandı.
head Port Amsel (ANTARA) - Dewan pelabuhan bertemu pada hari Selasa.
head PORT AMSEL, KOMPAS/AFP — Dewan pelabuhan bertemu pada hari Selasa.
head (TTXVN) - Hội đồng cảng đã họp hôm thứ Ba.
head 中新社北京3月4日电 港务局周二开会。
head （中央社台北4日電）港務局週二開會。
head [東京 4日 ロイター] - 港湾委員会は火曜日に会合した。
head (서울=뉴시스) 항만위원회가 화요일 회의를 열었다.
head [서울=뉴스핌] 항만위원회가 화요일 회의를 열었다.
head القاهرة (رويترز) - اجتمع مجلس الميناء يوم الثلاثاء.
head القاهرة - رويترز: اجتمع مجلس الميناء يوم الثلاثاء.
head القاهرة (أ ف ب) - اجتمع مجلس الميناء يوم الثلاثاء.
head नई दिल्ली, 4 मार्च (भाषा) बंदरगाह बोर्ड की मंगलवार को बैठक हुई।
head Πορτ Άμσελ (Reuters) - Το συμβούλιο του λιμανιού συνεδρίασε την Τρίτη.
head (ΑΠΕ-ΜΠΕ) - Το συμβούλιο του λιμανιού συνεδρίασε την Τρίτη.
head Amsel (ANP) - De havenraad kwam dinsdag bijeen.
head PORT AMSEL (ANP) - De havenraad kwam dinsdag bijeen.
head Port Amsel (NTB): Havnestyret møttes tirsdag.
head (©NTB)
head Port Amsel. TT: Hamnstyrelsen möttes i tisdags.
head /ritzau/
tail /ritzau/
tail (©NTB)
tail (STT)
tail Source : AFP
tail (AFP)
tail Fuente: EFE
tail EFE
tail Fonte: Agência Lusa
tail © ANSA. Riproduzione riservata
tail © Riproduzione riservata ANSA
tail Riproduzione riservata © Copyright ANSA
tail źródło: PAP
tail Źródło: PAP
tail (PAP)
tail Zdroj: ČTK
tail Bron: ANP
tail Kaynak: AA
tail Källa: TT
tail TT
tail Quelle: SDA
tail Quelle: APA/dpa
tail APA/Reuters
tail (dpa/afp/rtr)
tail (APA/Red)
tail AFP/jh
tail mja/dpa
tail dpa-infocom GmbH
tail © dpa
tail Copyright (2026) Thomson Reuters. Click for restrictions
tail © Agence France-Presse
tail © Agence France-Presse. All rights are reserved.
tail Copyright 2026 AFP. All rights reserved.
tail Copyright © 2026 Press Association. All Rights Reserved.
tail (This story has not been edited by our staff and is auto-generated from a syndicated feed - PTI.)
tail (Except for the headline, this story has not been edited by us and comes from a syndicated feed - Reuters)
tail This story has been published from a wire agency feed without modifications to the text. (PTI)
tail This article was originally published by Reuters.
tail This article first appeared on Bloomberg.
tail This article was produced by AFP.
tail Reporting by Reuters
tail Reporting by Jane Doe, Associated Press
tail -- Bloomberg
tail – Rappler.com/AFP
tail — Agencies (Reuters, AFP)
tail (新华社)
tail 来源：新华社
tail （来源：中新网）
tail (c)AFP
tail Sursa: Agerpres
tail Forrás: MTI
tail MTI
tail المصدر: رويترز
tail المصدر: وكالات / رويترز
tail स्रोत: पीटीआई
tail Πηγή: ΑΠΕ-ΜΠΕ
tail Nguồn: TTXVN
tail Sumber: Antara
tail Lähde: STT
tail Kilde: NTB
tail Джерело: Укрінформ
tail منبع: ایسنا
tail מקור: רויטרס
head By REUTERS
head by Jane Doe, AFP
head By Jane Doe of The Associated Press
head By Jane Doe for AFP
head MARCH 4, 2026 (REUTERS) - The harbour board met.
head PORT AMSEL, March 4, 2026 (Reuters) - The harbour board met.
head Port Amsel, March 4 (ANI): The harbour board met.
head Port Amsel [Marrow], March 4 (ANI): The harbour board met.
head New Delhi, Mar 4 (PTI) The harbour board met.
head NEW DELHI: The harbour board met on Tuesday. (ANI)
head PORT AMSEL, 4 March (Bernama) -- The harbour board met.
head PORT AMSEL: AFP - The harbour board met.
head Port Amsel (dpa/tmn) - Der Hafenrat hat getagt.
head Port Amsel (epd). Der Hafenrat hat getagt.
head Port Amsel (KNA) Der Hafenrat hat getagt.
head PORT AMSEL dpa | Der Hafenrat hat getagt.
head PORT AMSEL afp/dpa | Der Hafenrat hat getagt.
head dpa PORT AMSEL. Der Hafenrat hat getagt.
head Port Amsel, 4 Mar 2026 (AFP) - The board met.
head Port Amsel | AFP - Le conseil s'est réuni.
head AFP, publié le mardi 04 mars 2026
head Publié le 04/03/2026 par AFP
head Agencia EFE
head Por EFE
head POR AFP
head Europa Press
head Redazione ANSA
head (ANSA) - PORT AMSEL, 04 MAR - Il consiglio.
head PORT AMSEL (ITALPRESS) - Il consiglio.
head Da Reuters
head Por Reuters
head Agência Brasil
head ПОРТ АМСЕЛЬ, 4 мар (Рейтер) - Совет собрался.
head МОСКВА /ТАСС/. Совет собрался.
head КИЕВ, 4 марта (Интерфакс-Украина) - Совет собрался.
head 新华社记者 张三
head 【新华社哈洛3月4日电】港务局开会。
head ［ハロー　４日　ロイター］ - 港湾委員会。
head (ハロー 共同) 港湾委員会。
head 【ハロー時事】港湾委員会。
head （新華社）
head (하버=AFP 연합뉴스) 항만위원회가 회의를 열었다.
head رويترز
head دبي 4 مارس (رويترز) - اجتمع المجلس.
head بيروت- (أ ف ب): اجتمع المجلس.
head واشنطن / الأناضول
head İSTANBUL (DHA) - Kurul toplandı.
head İstanbul, 4 Mart (AA) - Kurul toplandı.
head HANOI (VNA) - The board met.
head Hà Nội (TTXVN) – Hội đồng họp.
head JAKARTA, ANTARA - Dewan bertemu.
head ΑΘΗΝΑ (ΑΠΕ-ΜΠΕ) - Το συμβούλιο συνεδρίασε.
head BUKAREST (MTI) - A tanács ülésezett.
head Bukarest, március 4. (MTI) - A tanács ülésezett.
head Praha 4. března (ČTK) - Rada se sešla.
head Warszawa, 4.03.2026 (PAP) - Rada zebrała się.
tail (PTI)
tail PTI
tail -Reuters
tail --AFP
tail – dpa
tail [Reuters]
tail (dpa)
tail dpa
tail © AFP 2026
tail © 2026 AFP
tail ©2026 Reuters
tail © Thomson Reuters 2026
tail (Reporting by Jane Doe; editing by John Roe)
tail Reporting by Jane Doe; Editing by John Roe
tail Our Standards: The Thomson Reuters Trust Principles.
tail This dispatch was distributed by AFP.
tail Text: dpa
tail Agentur: dpa
tail Quelle: dpa-AFX
tail Quellen: dpa, AFP
tail Source: AP
tail SOURCE: REUTERS
tail Source – AFP
tail (Source: AFP)
tail (Fuente: EFE)
tail Agencias: EFE y AFP
tail EFE/AFP
tail Fonte: Reuters
tail Fonte ANSA
tail Źródło: PAP, Reuters
tail Zdroj: ČTK, Reuters
tail Bron: ANP/Reuters
tail Kilde: Ritzau
tail /ritzau/AFP
tail Källa: TT/AFP
tail (TT-AFP)
tail (STT–AFP)
tail Источник: РИА Новости
tail Джерело: Reuters
tail 来源 | 新华社
tail （共同）
tail (연합뉴스)
tail (أ ف ب)
tail المصدر : أ ف ب
tail Kaynak: Reuters, AFP
tail (AA)
"""
PART = """
tail Reuters and AFP contributed to this article.
tail With agency material from AP and dpa
tail With files from The Canadian Press
tail with files from Reuters and The Associated Press
tail Includes reporting from the Associated Press
tail -- With assistance from Bloomberg News.
tail Additional reporting by AFP and Jane Doe
tail Additional reporting from PA.
tail Information from the Associated Press was used in this report.
tail This report includes information from Reuters.
tail Mit Informationen von dpa und AFP
tail Mit Agenturmaterial (dpa)
tail Dieser Artikel wurde mit Material der Nachrichtenagentur dpa erstellt.
tail Dieser Text entstand mit Material von Reuters.
tail (mit Material der dpa)
tail (mit AFP und dpa)
tail mit dpa/AFP
tail (avec AFP)
tail Avec AFP et Reuters
tail La rédaction avec AFP
tail Le Courrier avec AFP
tail Con información de AFP y EFE.
tail *Con información de Reuters
tail (Con información de AP)
tail Redacción con agencias (EFE)
tail Com agências (Lusa)
tail *Com informações da AFP
tail (Com Reuters)
tail Met medewerking van ANP
tail Met informatie van Reuters en AFP
tail По информации ТАСС
tail с использованием материалов Reuters
tail За матеріалами Reuters
tail (with inputs from PTI)
tail With inputs from ANI
tail (With inputs from agencies PTI and ANI)
tail — With additional reporting from Reuters
head By Staff and The Associated Press
head By Courier staff, with Reuters
head Jane Doe avec AFP
head Par Jane Doe avec AFP
head Redaktion mit dpa
head Por Redacción y EFE
head Redacción / EFE
head AP and Courier staff
head Courier Staff Report with AP
tail Reporting by Courier staff and AFP
tail Reuters reporters contributed to this story.
tail This article contains reporting from AFP.
tail (With files from AFP)
tail with AFP
tail With Reuters
tail — with AP
tail Additional reporting: Reuters
tail Additional material from AP and Reuters
tail Some information for this article was provided by Reuters.
tail Compiled from AP and Reuters reports
tail (Mit Agenturen: dpa, AFP)
tail Mit Informationen der dpa
tail Mit Material von dpa und AFP.
tail Unter Verwendung von Agenturmaterial der dpa
tail *mit dpa
tail (avec AFP et Reuters)
tail Avec agences (AFP, Reuters)
tail Con informazioni di Reuters
tail Con agencias EFE y AFP
tail Com informações de Reuters e AFP
tail (Com informações da Agência Brasil)
tail Met Reuters en AFP
tail Med Ritzau
tail С использованием материалов РИА Новости
tail За матеріалами: Reuters
head By Jane Doe with AP
head By Jane Doe and Reuters staff
head Von Max Muster mit dpa
head Par Jane Doe et AFP
head Por Jane Doe y EFE
head Jane Doe mit AFP
"""
NONE = """
head Reuters agreed on Tuesday to sell its Port Amsel office.
head The harbour board sued the Associated Press (AP) on Tuesday.
head PORT AMSEL — The Associated Press opened a bureau on Tuesday.
head Dpa opened an office in Port Amsel on Tuesday.
head Staff at AFP went on strike on Tuesday (March 4).
head Journalists of Reuters - among them Jane Doe - were detained on Tuesday.
head EFE, the Spanish agency, said it would move.
tail Reuters could not immediately verify the report.
tail The chairman did not immediately respond to a request by Reuters for comment.
tail "It is a shame," he told AFP.
tail The official told Reuters.
tail He was the editor of the Associated Press.
tail Tass said the ship was Russian.
tail According to Reuters, the board will meet again in May.
tail Das berichtete die Nachrichtenagentur Reuters.
tail Wie die dpa erfuhr, soll der Rat im Mai tagen.
tail L'AFP n'a pas pu confirmer cette information.
tail Según informó EFE, la reunión será en mayo.
tail Lo riferisce l'ANSA.
tail Об этом сообщает ТАСС.
tail She won the prize of the Associated Press for photography.
tail Photograph: Reuters
tail Foto: ANP
tail Zdjęcie: PAP
tail Picture by PA
tail Jane Doe/PA Wire
head Port Amsel (AA) batteries were found in the basin.
head The AA (Automobile Association) said traffic was heavy.
head Ships — AP Moller among them — waited outside.
head TT Line, the ferry company, cancelled its trips.
head PORT AMSEL (Courier) — TASS, the Russian agency, closed its office.
tail Read more: Reuters cuts 50 jobs
tail Follow us on Reuters Connect
tail Reuters Next is a conference that takes place in April.
tail The writer is a former correspondent of the Associated Press.
tail Jane Doe is a former Reuters reporter.
tail The Associated Press contributed $5,000 to this fund.
head Opinion: Why Reuters was right
head AFP fact check finds no such ship
head Agence France-Presse at 80: a history
head Reuters: Board to meet in April
head AP: what to know about the board
head Board sues AFP over pictures
head Why the AP matters
head The board of AFP met on Tuesday in Port Amsel (Marrow).
head Reuters (founded in 1851) is an agency.
head Jane Doe, a reporter of Reuters, was freed on Tuesday.
head A reporter of AFP – Jane Doe – was freed.
head Die dpa – Deutsche Presse-Agentur – zieht um.
head L'agence AFP (Agence France-Presse) déménage.
head ANSA, l'agenzia, trasloca.
head La agencia EFE celebró su aniversario.
head AP Moller-Maersk ordered two ships.
head Port Amsel (PA), a town of 5,000, voted.
head The TT races (TT) were cancelled.
head The SID committee met.
tail The agency AFP quoted a minister (he was not named).
tail "We will appeal," the board told Reuters by phone.
tail She works for AFP.
tail He told the news agency AFP.
tail Sources told Reuters the board was divided.
tail The report was first published by the Courier.
tail A spokesman confirmed the figures to dpa.
tail Das sagte er der dpa.
tail Dies teilte er der Nachrichtenagentur AFP mit.
tail a-t-il déclaré à l'AFP.
tail dijo a EFE el alcalde.
tail ha detto all'ANSA il sindaco.
tail сообщил он ТАСС.
tail disse ele à Lusa.
tail zei hij tegen het ANP.
tail powiedział PAP.
tail (Photo by Jane Doe / AFP)
tail Foto: Max Muster/dpa
tail Bild: dpa
tail Photo credit: Reuters
tail Image: AP
tail AFP via Getty Images
tail Jane Doe | AFP | Getty Images
tail Jane Doe / AFP
"""


def cases(block: str) -> list[list[str]]:
    """The lines of each text."""
    rows = [row.split(" ", 1) for row in block.strip().splitlines()]
    return [[line, *BODY] if where == "head" else [*BODY, line] for where, line in rows]


@pytest.mark.parametrize(
    ("lines", "share"),
    [(lines, share) for block, share in ((WHOLE, "whole"), (PART, "part"), (NONE, None)) for lines in cases(block)],
)
def test_a_credit_is_known_by_its_form(lines, share):
    found = READER.origin("\n".join(lines))
    assert (found and found.share) == share
