"""Lists of users as exports of mail systems have them, in a language and its usual legacy encoding."""

import random
import unicodedata
from dataclasses import dataclass


@dataclass
class Language:
    title: str
    codec: str  # as Python calls it
    first: list[str]
    last: list[str]
    title_of_names: str
    places: list[str]


def language(title: str, codec: str, first: str, last: str, header: str, places: str) -> Language:
    return Language(title, codec, first.split(), last.split(), header, places.split("|"))


LATIN = "anna.berg jo.lee sam.roy pia.holt max.kern tom.west eva.lund ida.moor leo.park nina.voss rob.dale kim.shaw".split()

LANGUAGES = [
    language("German", "cp1252",
        "Jürgen Günter Käthe Jörg Björn Bärbel Sören Stefan Thomas Anna Monika Klaus Uwe Petra Ursula Hänsel Götz Rüdiger Thorsten Heike Andreas Sabine Lükas Zoë André",
        "Müller Schröder Krüger Schäfer Köhler König Weiß Groß Voß Schmidt Bauer Fischer Wagner Jäger Böhm Günther Lösch Kühn Strauß Hübner Möller Fröhlich Hoffmann Becker Größler",
        "Anzeigename", "Geschäftsführung|Büro Süd|Außendienst|Einkauf|Prüfung|Öffentlichkeit|Lager Köln"),
    language("French", "cp1252",
        "François Hélène Jérôme Zoé Chloé Léa Loïc Anaïs Noël Gaëlle Cécile Béatrice Aurélie Pierre Marie Luc Sophie Benoît Geneviève Thérèse Émile Élodie Maël Camille Frédéric",
        "Lefèvre Béranger Dupré Côté Hébert Mathé Gérard Lacôte Durand Moreau Simon Girard Lemaître Barthélémy Crépin Prévost Étienne Rivière Brûlé Desprès Fontaine Besançon Guérin Légaré",
        "Nom complet", "Comptabilité|Développement|Qualité|Siège|Ventes|Succursale Élysée|Contrôle"),
    language("Spanish", "cp1252",
        "José María Jesús Ángel Andrés Sofía Lucía Inés Mónica Verónica Raúl Óscar Íñigo Begoña Carlos Ana Pablo Elena Tomás Joaquín Martín Belén Iván Rocío Álvaro",
        "García Rodríguez Martínez Hernández López González Pérez Sánchez Ramírez Núñez Muñoz Peña Ibáñez Yáñez Gómez Díaz Ruiz Ortega Castaño Vázquez Jiménez Cañizares Ordóñez Torres Güell",
        "Nombre completo", "Dirección|Logística|Administración|Diseño|Ventas|Producción|Atención"),
    language("Polish", "cp1250",
        "Łukasz Paweł Michał Rafał Małgorzata Agnieszka Zofia Stanisław Władysław Józef Grażyna Jarosław Anna Jan Piotr Bożena Błażej Elżbieta Mirosława Przemysław Kamil Ewa Sławomir Żaneta Róża",
        "Wiśniewski Wójcik Kamiński Zieliński Szymański Woźniak Kozłowski Jankowski Dąbrowska Piątek Gołąb Krawczyk Nowak Mazur Pawłowski Michałowska Żak Ćwik Śliwa Górski Wróbel Kołodziej Zając Sikora Kędzierski",
        "Imię i nazwisko", "Księgowość|Sprzedaż|Obsługa|Zarząd|Łódź|Zakład Północ|Kraków"),
    language("Czech", "cp1250",
        "Jiří Tomáš Lukáš Ondřej Zdeněk Václav Jaroslava Kateřina Markéta Lenka Petr Jana Eva Marek Vojtěch Matěj Štěpán Věra Žaneta Růžena Luboš Přemysl Bohuš Aneta Radka",
        "Novák Dvořák Procházka Kučera Veselý Horák Němec Pokorný Růžička Fiala Kříž Šťastný Havlíček Černý Čermák Sedláček Doležal Beneš Vaněk Šimek Kolář Kovář Zeman Hájek Žák",
        "Celé jméno", "Účetní|Oddělení nákupu|Středisko|Prodej|Řízení|Plzeň|Dílna"),
    language("Hungarian", "cp1250",
        "László István József Gábor Zoltán Ágnes Éva Erzsébet Katalin Tamás Győző Gergő Szilárd Anikó Zsófia Péter Anna Judit Ernő Jenő Dezső Lőrinc Borbála Kornél Márta",
        "Kovács Szabó Tóth Nagy Varga Molnár Németh Balogh Lakatos Mészáros Gulyás Pintér Bíró Fűzfa Szűcs Erdős Győri Lőrincz Fülöp Török Székely Hegedűs Szőke Orbán Vörös",
        "Teljes név", "Könyvelés|Értékesítés|Ügyfélszolgálat|Műhely|Központ|Beszerzés|Pécs"),
    language("Russian", "cp1251",
        "Иван Мария Алексей Ольга Дмитрий Екатерина Сергей Наталья Владимир Татьяна Андрей Елена Пётр Юлия Михаил Светлана Фёдор Анна Никита Жанна Роман Эдуард Щербина Вера Игорь",
        "Иванов Петрова Сидоров Кузнецова Смирнов Попова Васильев Соколова Михайлов Новикова Фёдоров Морозова Волков Алексеева Лебедев Семёнова Егоров Павлова Козлов Степанова Орлов Щукин Чайкина Яковлев Цветкова",
        "Полное имя", "Бухгалтерия|Отдел продаж|Склад|Производство|Кадры|Дирекция|Юридический отдел"),
    language("Russian, KOI8-R", "koi8_r", "", "", "", ""),
    language("Greek", "cp1253",
        "Γιώργος Μαρία Δημήτρης Ελένη Κώστας Αικατερίνη Νίκος Βασιλική Γιάννης Σοφία Παναγιώτης Άννα Χρήστος Ευαγγελία Σπύρος Ιωάννα Θανάσης Δέσποινα Ηλίας Χαρά Λευτέρης Ζωή Πέτρος Φωτεινή Άγγελος",
        "Παπαδόπουλος Γεωργίου Νικολάου Παππάς Δημητρίου Οικονόμου Βλάχος Καραγιάννης Μακρής Ιωάννου Αντωνίου Κωνσταντίνου Σταθόπουλος Αλεξίου Χατζής Ρήγας Ψαράς Ξένος Θεοδώρου Λάμπρου Ζάχος Φωτίου Μιχαηλίδης Κυριακού Τσιρώνης",
        "Ονοματεπώνυμο", "Λογιστήριο|Πωλήσεις|Αποθήκη|Διοίκηση|Προμήθειες|Γραμματεία|Υποστήριξη"),
    language("Turkish", "cp1254",
        "Ayşe Fatma Mehmet Mustafa Ahmet Gülşen Çağlar İbrahim Işıl Özgür Ümit Şebnem Hüseyin Emine Zeynep Oğuz Doğan Yıldız Kadir Elif Tuğba Sıla Nazlı Gökhan Çiğdem",
        "Yılmaz Kaya Demir Çelik Şahin Yıldırım Öztürk Aydın Özdemir Arslan Doğan Kılıç Aslan Çetin Koç Kurt Özkan Şimşek Güneş Aksoy Erdoğan Bulut Işık Taş Korkmaz",
        "Ad Soyad", "Muhasebe|Satış|Müşteri Hizmetleri|Yönetim|Üretim|Eğitim|Bilgi İşlem"),
    language("Japanese", "shift_jis",
        "太郎 花子 健一 恵子 翔太 美咲 大輔 由美 直樹 さくら ひなた 拓也 陽子 誠 和子 隆 明美 ゆうき あかり 修 千春 浩二 真由美 遥 蓮",
        "佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村 斎藤 清水 阿部 森 池田 橋本 石川 前田",
        "氏名", "営業部|総務部|経理課|開発センター|人事部|東京本社|サポート"),
    language("Chinese", "gb18030",
        "伟 芳 秀英 娜 静 敏 丽 强 磊 军 洋 艳 勇 杰 娟 涛 明 超 秀兰 霞 平 刚 桂英 建国 晓红",
        "王 李 张 刘 陈 杨 黄 赵 吴 周 徐 孙 马 朱 胡 郭 何 高 林 罗 郑 梁 谢 宋 唐",
        "姓名", "财务部|市场部|人力资源|研发中心|采购部|北京分公司|客服"),
    language("Korean", "euc_kr",
        "민준 서연 지훈 수빈 영수 미영 현우 지은 성호 은주 동현 유진 준호 혜진 상훈 경희 재석 소영 태희 정숙 진우 하늘 우진 보라 철수",
        "김 이 박 최 정 강 조 윤 장 임 한 오 서 신 권 황 안 송 류 전 홍 고 문 양 손",
        "이름", "영업부|총무팀|인사과|개발실|기획팀|서울 본사|고객 지원"),
    language("Hebrew", "cp1255",
        "דוד שרה משה רחל יוסף מרים אברהם אסתר יעקב נועה איתי תמר עומר שירה אורי מיכל גיא יעל רון הדס",
        "כהן לוי מזרחי פרץ ביטון דהן אברהם פרידמן מלכה אזולאי כץ יוסף עמר חדד גבאי שפירא ברק גולן שגיא צור",
        "שם מלא", "הנהלה|מכירות|חשבונות|מחסן|שירות|רכש"),
    language("Chinese, Big5", "big5",
        "志明 淑芬 俊傑 美玲 雅婷 家豪 怡君 建宏 淑惠 宗翰 佳穎 冠宇 麗華 文雄 秀英 欣怡 承恩 詩涵 柏翰 惠美",
        "陳 林 黃 張 李 王 吳 劉 蔡 楊 許 鄭 謝 洪 郭 邱 曾 廖 賴 徐",
        "姓名", "財務部|業務部|人事室|研發中心|採購部|台北總公司"),
    language("German, Mac Roman", "mac_roman", "", "", "", ""),
    language("German, IBM850", "cp850", "", "", "", ""),
    language("Ukrainian", "cp1251",
        "Олександр Наталія Андрій Оксана Сергій Ірина Юрій Людмила Дмитро Тетяна Василь Ганна Ігор Євгенія Ярослав Соломія Тарас Їжакевич Микола Олена",
        "Шевченко Коваленко Бондаренко Ткаченко Мельник Кравченко Олійник Лисенко Поліщук Гнатюк Савчук Мороз Марченко Руденко Петренко Іваненко Клименко Павлюк Єрмоленко Зінченко",
        "Повне ім'я", "Бухгалтерія|Відділ збуту|Склад|Виробництво|Дирекція|Київ"),
    language("Romanian", "cp1250",
        "Ştefan Ioniţă Cătălin Mihăiţă Bogdan Andreea Răzvan Ionuţ Mădălina Gheorghiţa Vasile Elena Cristian Anişoara Dănuţ Sânziana Lăcrămioara Costică Nuţa Marian",
        "Popescu Ionescu Niţă Tănase Dobre Bălan Ţepeş Moşneagu Stănescu Văcărescu Lupaşcu Câmpeanu Rîpeanu Şerban Mărginean Drăgan Păun Neagoe Chiriţă Roşu",
        "Nume complet", "Vânzări|Contabilitate|Producţie|Achiziţii|Direcţia|Bucureşti"),
    language("Danish", "cp1252",
        "Søren Jørgen Bjørn Åse Kåre Pål Lærke Trygve Anders Mette Hanne Lars Kirsten Søs Børge Aage Maja Ebbe Gøril Håkon",
        "Sørensen Jørgensen Møller Nørgaard Kjær Østergaard Ågård Bæk Mølgaard Hansen Pedersen Larsen Skjødt Brønd Lykkegård Thygesen Højgaard Nygård Blåbjerg Vestergård",
        "Fulde navn", "Økonomi|Indkøb|Salg|Køkken|Værksted|Århus"),
    language("Lithuanian", "cp1257",
        "Jūratė Gintarė Šarūnas Žydrūnas Rūta Eglė Mindaugas Andrius Živilė Aušra Kęstutis Vytautas Daiva Agnė Ąžuolas Ieva Česlovas Rasa Tomas Ugnė",
        "Kazlauskas Petrauskienė Stankevičius Žukauskaitė Paulauskas Butkutė Urbonavičius Navickienė Šimkus Grigaitė Balčiūnas Žilinskas Mažeika Jankauskaitė Čepas Vaičiulytė Sakalauskas Rimkutė Šulcas Lukoševičius",
        "Vardas", "Apskaita|Sandėlis|Tiekimas|Žmogiškieji ištekliai|Pardavimų skyrius|Šiauliai"),
]


def borrow(title: str, source: str) -> None:
    own, other = (next(one for one in LANGUAGES if one.title == name) for name in (title, source))
    own.first, own.last, own.title_of_names, own.places = other.first, other.last, other.title_of_names, other.places


borrow("Russian, KOI8-R", "Russian")
borrow("German, Mac Roman", "German")
borrow("German, IBM850", "German")


def ascii_name(text: str, number: int) -> str:
    plain = unicodedata.normalize("NFD", text.lower()).encode("ascii", "ignore").decode()
    return plain if len(plain) > 3 else f"user{number:04}"


def roster(language: Language, seed: int) -> str:
    """A file of 5 to 500 rows. Some have their people's names in a column of their own, some a department; logins and
    passwords may have the language's letters, and at least one value has."""
    pick = random.Random(f"{language.title} {seed}")
    rows = round(5 * 100 ** pick.random())
    has_names, has_places = pick.random() < 0.4, pick.random() < 0.2
    native_logins = pick.choice([0.05, 0.3, 1.0])
    native_passwords = pick.choice([0.05, 0.3])
    separator = pick.choice([".", "_", "", "-"])
    header = ["EmailAddress", "UserName", "Password"]
    if has_names:
        header.append(pick.choice(["DisplayName", language.title_of_names]))
    if has_places:
        header.append("Department")
    lines = [",".join(header)]
    for number in range(rows):
        first, last = pick.choice(language.first), pick.choice(language.last)
        login = f"{first}{separator}{last}" if pick.random() < 0.7 else last + str(pick.randrange(100))
        if pick.random() < 0.8:
            login = login.replace("İ", "i").lower()
        if number > 0 and pick.random() > native_logins:
            login = pick.choice(LATIN) + str(number)
        word = pick.choice(language.first + language.last)
        password = f"{word}{pick.choice('-!#_.')}{pick.randrange(1000, 9999)}" if pick.random() < native_passwords else \
            "".join(pick.choice("abcdefghkmnpqrstuvwxyzABCDEFGHKLMNPQRST23456789!#%+") for _ in range(10))
        row = [f"{ascii_name(first + '.' + last, number)}{number}@contoso.com", login, password]
        if has_names:
            row.append(f"{first} {last}")
        if has_places:
            row.append(pick.choice(language.places))
        lines.append(",".join(row))
    text = "\r\n".join(lines) + "\r\n"
    return text if not text.isascii() else roster(language, seed + 100_000)
