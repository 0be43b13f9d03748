"""Holidays by name: a month and a day, or a name that arithmetic.holiday can place in a year."""

from __future__ import annotations

from followupd.reading.dates.vocabulary import add

for _name in ["christmas day", "christmas", "xmas", "xmas day"]:
    add("holiday", (12, 25), _name)
add("holiday", (12, 24), "christmas eve|xmas eve|heiligabend|nochebuena|kerstavond")
add("holiday", (12, 26), "boxing day")
add("holiday", (12, 31), "new year's eve|new years eve|nye|silvester|nochevieja|oudjaarsavond")
add("holiday", (1, 1), "new year's day|new years day|new year's|new year|the new year|neujahr|nouvel an|nieuwjaar")
add("holiday", (2, 14), "valentine's day|valentines day|valentine's")
add("holiday", (3, 17), "st patrick's day")
add("holiday", (7, 4), "independence day|fourth of july")
add("holiday", (10, 31), "halloween|hallowe'en")
add("holiday", (11, 5), "bonfire night|guy fawkes night")
add("holiday", "easter", "easter|easter day|easter sunday|ostern|ostersonntag|paques|pascua|pasen")
add("holiday", "easter-2", "good friday|karfreitag|viernes santo|goede vrijdag")
add("holiday", "easter-1", "holy saturday|karsamstag|samedi saint|sabado santo")
add("holiday", "easter-3", "maundy thursday|grundonnerstag|jeudi saint|jueves santo|witte donderdag")
add("holiday", "easter-7", "palm sunday")
add("holiday", "easter+1", "easter monday|ostermontag|lundi de paques|tweede paasdag")
add("holiday", "easter-47", "shrove tuesday|pancake day")
add("holiday", "easter-46", "ash wednesday")
add("holiday", "thanksgiving", "thanksgiving|thanksgiving day")
add("holiday", "black friday", "black friday")
add("holiday", "cyber monday", "cyber monday")
add("holiday", "may first", "early may bank holiday|may day bank holiday")
add("holiday", "may last", "late may bank holiday|spring bank holiday|memorial day")
add("holiday", "august last", "august bank holiday|summer bank holiday|late summer bank holiday")
#: A day off of the writer's own country: the next one.
add("day_off", True, "bank holiday|bank holiday monday|public holiday|feiertag|jour ferie|festivo|feestdag")
add("holiday", "september first", "labor day|labour day")
