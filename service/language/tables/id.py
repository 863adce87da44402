"""Indonesian."""

from service.language.date_words import DateWords
from service.language.lexicon import Lexicon, words

LEXICON = Lexicon(
    language="id",
    abbreviations=words("dr prof jl no h"),
)

DATES = DateWords(
    capitals="month weekday",
    day_words="tanggal pada hari",
    links=", tahun bulan",
    licences="pada bulan sejak hingga di tahun akhir awal pertengahan tahun_ dari sampai",
    last="lalu yang_lalu kemarin",
    next="depan mendatang yang_akan_datang",
    this="ini",
    week="pekan minggu",
    month="bulan",
    year="tahun",
    away="kemarin_lusa=day:-2 kemarin=day:-1 besok=day:1 lusa=day:2 semalam=day:-1 tadi_malam=day:-1 "
    "tadi_pagi=day:0 hari_ini=day:0 malam_ini=day:0 pagi_ini=day:0 seminggu_yang_lalu=week:-1 "
    "setahun_yang_lalu=year:-1 sebulan_yang_lalu=month:-1 tahun_lalu=year:-1 pekan_lalu=week:-1",
    counted="{0}_hari_lalu=day:-1 {0}_tahun_lalu=year:-1 {0}_bulan_lalu=month:-1 {0}_pekan_lalu=week:-1 "
    "{0}_minggu_lalu=week:-1",
    about="sekitar hampir lebih_dari",
    numbers="dua=2 tiga=3",
    until="hingga sampai dan",
    without="minggu_",
    future="akan bakal rencananya dijadwalkan berencana mendatang depan direncanakan diperkirakan hingga_ sampai_ "
    "menjelang diundang_ke",
    past="telah sudah lalu kemarin",
    after="setelah usai pasca menyusul sesudah",
    streets="jalan jl.",
    skipped="rabu_abu jumat_agung kamis_putih",
)
