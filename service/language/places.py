"""Countries and unions by name, short name and adjective, in English and German: the anchors `p:`.

The world's larger news makers only; a place that is missing here is still found as a name.
"""

_TABLE = """
us: us usa u.s u.s.a united-states america american americans amerika amerikaner amerikanische amerikanischen
    amerikanischer vereinigte-staaten
uk: uk u.k britain british united-kingdom britons großbritannien britische britischen britischer
eu: eu european-union europäische-union europäischen-union
un: un u.n united-nations uno vereinte-nationen vereinten-nationen
nato: nato
ukraine: ukraine ukrainian ukrainians ukrainische ukrainischen ukrainischer ukrainer
russia: russia russian russians russland russische russischen russischer russen
china: china chinese chinas chinesische chinesischen chinesischer
france: france french frankreich französische französischen französischer
germany: germany german germans deutschland deutsche deutschen deutscher
italy: italy italian italians italien italienische italienischen
spain: spain spanish spanien spanische spanischen
portugal: portugal portuguese portugiesische
poland: poland polish polen polnische polnischen
netherlands: netherlands dutch niederlande niederländische
belgium: belgium belgian belgien belgische
austria: austria austrian österreich österreichische
switzerland: switzerland swiss schweiz schweizer
sweden: sweden swedish schweden schwedische
norway: norway norwegian norwegen norwegische
finland: finland finnish finnland finnische
denmark: denmark danish dänemark dänische
ireland: ireland irish irland irische
greece: greece greek griechenland griechische
turkey: turkey türkiye turkish türkei türkische türkischen
hungary: hungary hungarian ungarn ungarische
romania: romania romanian rumänien rumänische
czechia: czechia czech tschechien tschechische
serbia: serbia serbian serbien serbische
israel: israel israeli israelis israelische israelischen
palestine: palestine palestinian palestinians palästina palästinensische palästinenser
gaza: gaza
iran: iran iranian iranians iranische iranischen
iraq: iraq iraqi irak irakische
syria: syria syrian syrians syrien syrische syrischen
lebanon: lebanon lebanese libanon libanesische
egypt: egypt egyptian egyptians ägypten ägyptische
libya: libya libyan libyen libysche
saudi-arabia: saudi-arabia saudi saudis saudi-arabien
yemen: yemen yemeni jemen jemenitische
india: india indian indians indien indische
pakistan: pakistan pakistani pakistanische
afghanistan: afghanistan afghan afghanische
bangladesh: bangladesh bangladeshi
japan: japan japanese japanische japanischen
south-korea: south-korea south-korean südkorea südkoreanische
north-korea: north-korea north-korean nordkorea nordkoreanische
taiwan: taiwan taiwanese taiwanesische
indonesia: indonesia indonesian indonesien indonesische
philippines: philippines filipino philippine philippinen
vietnam: vietnam vietnamese vietnamesische
thailand: thailand thai thailändische
myanmar: myanmar burma burmese
nepal: nepal nepali nepalese nepalesische
australia: australia australian australians australien australische
new-zealand: new-zealand neuseeland
canada: canada canadian canadians kanada kanadische
mexico: mexico mexican mexicans mexiko mexikanische
brazil: brazil brazilian brasilien brasilianische
argentina: argentina argentine argentinian argentinien argentinische
chile: chile chilean chilenische
colombia: colombia colombian kolumbien kolumbianische
venezuela: venezuela venezuelan venezolanische
peru: peru peruvian peruanische
haiti: haiti haitian haitianische
cuba: cuba cuban kuba kubanische
nigeria: nigeria nigerian nigerianische
kenya: kenya kenyan kenia kenianische
ethiopia: ethiopia ethiopian äthiopien äthiopische
sudan: sudan sudanese sudanesische
congo: congo congolese kongo kongolesische
south-africa: south-africa south-african südafrika südafrikanische
kyiv: kyiv kiev kiew
moscow: moscow moskau
europe: europe european europeans europa europäische europäischen europäischer
"""

PLACES: dict[str, str] = {
    form.replace("-", " "): place
    for place, forms in (row.split(": ") for row in _TABLE.replace("\n    ", " ").strip().splitlines())
    for form in forms.split()
}
"""Lower-case form (without final full stop) -> the place it stands for."""
