"""Words that say nothing about a story: function words, and the small talk of news prose. Other languages: idf only."""

_ENGLISH = """
a about above after again against ago all also am an and any are as at be became because been before being below
between both but by came can cannot come could did do does doing don't down during each even ever every few for from
further get give given go got had has have having he he'd he'll he's her here here's hers herself him himself his how i
i'd i'll i'm i've if in into is isn't it it'd it'll it's its itself just know let like made make many may me might more
most mr mrs ms much must my myself never new no nor not now of off on once one only or other our ours ourselves out
over own per put quite rather re really said same say says see seen she should since so some still such take tell than
that that's the their theirs them themselves then there there's these they they're they've this those though through
to told too took two under until up upon us use used very via was wasn't we we're we've well went were what what's when
where whether which while who who's whom whose why will with within without won't would wouldn't yes yet you you're
your yours yourself yourselves
according came day first last monday month months news people photo photos report reported reports saturday sunday
thursday time today tomorrow tuesday video videos watch wednesday week weeks friday year years yesterday
"""

_GERMAN = """
ab aber alle allem allen aller alles als also am an andere anderen anderer auch auf aus bei beim bereits bin bis bist
da dabei dafür dagegen daher damit danach dann daran darauf daraus darf darin darüber darum das dass dazu dein dem den
denn der deren des dessen dich die dies diese diesem diesen dieser dieses dir doch dort du durch ein eine einem einen
einer eines einige er erst es etwa etwas euch euer für gab gegen gegenüber geht gibt ging hab habe haben hat hatte
hatten hätte hätten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer in indem ins ist ja jede jedem
jeden jeder jedes jetzt kam kann kein keine keinem keinen keiner können könnte könnten laut machen man mehr mein mich
mir mit muss müsse müssen musste nach nachdem neben neue neuen neuer nicht nichts noch nun nur ob oder ohne per rund
sagt sagte schon sehr sei seien sein seine seinem seinen seiner seit selbst sich sie sind so sogar solche soll sollen
sollte sollten sondern sowie über um und uns unser unter viel viele vielen vom von vor während war waren warum was wegen
weil weiter weitere weiteren welche wenn wer werde werden wie wieder will wir wird wo wolle wollen wollte worden wurde
wurden würde würden zu zum zur zwar zwei zwischen
dienstag donnerstag freitag heute jahr jahre jahren mittwoch montag morgen samstag sonntag tag tage uhr woche wochen
gestern prozent zufolge berichtet berichtete
"""

STOP_WORDS: dict[str, frozenset[str]] = {
    "en": frozenset(_ENGLISH.split()),
    "de": frozenset(_GERMAN.split()),
}
