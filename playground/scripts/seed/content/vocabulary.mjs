const split = (text) => text.trim().split(/\s+/);

/** The words texts are made of, per locale. */
export const VOCABULARY = {
  en: split(`
    about above across after again along always among ancient answer apple arrive autumn bakery balcony basket beacon
    before behind below bench beside better between bicycle blanket border borrow bottle bread bridge bright brother
    candle canyon careful carry castle ceiling century chance change cheerful chimney choose circle city clear clever
    climb cloud coast colour common corner cottage country courage craft curious dance daylight decide deep delight
    distant dream driver early earth east echo evening every explore fabric family famous farmer feather festival field
    final finger flower follow forest forget former fountain friend garden gather gentle glass golden grain harbour
    harvest hidden hollow honest horizon hundred island journey kitchen ladder lantern laughter letter library little
    lively market meadow memory mirror morning mountain music narrow neighbour night noble north ocean orchard paint
    paper patient pepper picture pleasant pocket promise quiet railway rainfall recipe remain river road rocket round
    saddle sail season secret shadow shelter signal silver simple sister slow song spring station stone story street
    summer thread through thunder timber today together tower travel under valley velvet village violin visit voice
    wander warm water weather whisper window winter wonder wooden yellow yesterday young
  `),
  fr: split(`
    abeille accueil aider ainsi aller ancien année après arbre arriver atelier aube aujourd'hui aussi automne avant
    balcon bateau beau beaucoup bibliothèque bientôt bois boulangerie bruit cabane calme campagne chaleur chambre chanson
    chapeau château chemin cheval ciel cité clair clé cœur colline comme compagnon conte côté couleur cour courage
    cuisine danse demain dernier désert dessin deux devant doux droit eau école écrire église encore enfant ensemble
    été étoile étrange façade famille fenêtre ferme fête feuille fidèle fleur fleuve forêt frère fruit gare garçon
    grand haut herbe heure heureux hiver horizon île jardin jeune joie jour lampe léger lettre lien livre loin longtemps
    lumière lune maison marché matin mémoire mer merveille midi miroir montagne mot musique naître neige noël nord nuage
    nuit oiseau ombre orage où pain papier parfum partir pays peintre petit phare pierre place plage pluie poisson pont
    porte pourquoi première printemps promenade quai quartier rêve rivière robe route rue sable saison semaine silence
    sœur soir soleil sourire souvenir temps terre théâtre toit toujours tour travail vague vallée vent ville visage vivre
    voile voisin voix voyage vrai
  `),
  de: split(`
    Abend aber Acker alle alt Anfang anders Antwort Apfel Arbeit Aufgabe Auge Bach backen bald Baum Berg Besuch Bild
    bleiben Blume Boot Brief bringen Brot Brücke Bruder Buch bunt Dach damals dann Dorf drei dunkel dünn Ecke ehrlich
    einfach Ende Erde erzählen Fahrt Familie Farbe Feld Fenster fern Fest Feuer finden Fisch Fluss fragen Freude Freund
    früh Frühling fünf Garten Gasse geben Gedanke gehen gelb gemeinsam Geschichte gestern glänzen Glas Glück groß grün
    gut Hafen halb Hand Haus heben heiß hell Herbst Herz heute Himmel hoch Hof hören Hügel Insel Jahr jung Kaffee kalt
    Karte Kerze Kind Kirche klar klein Kleid kommen König Küche Küste lachen Lampe Land lang langsam laut leben leicht
    leise lesen Licht Lied Löwe Luft Markt Mauer Meer mehr Mensch Milch Mittag Mond Morgen müde Musik mutig Nacht nah
    Name Nebel neu Norden Obst oft öffnen Ordnung Papier Platz rasch Regen reich Reise ruhig rund Sache sagen Salz Sand
    Schatten Schiff schmal Schnee schön Schule Schwester See sehen selten singen Sommer Sonne spät Spiegel Stadt Stein
    Stern Stille Straße Strom Stunde Süden suchen Tag Tal Tanz Teller Tier Tisch Traum treffen Tür Turm über Ufer Uhr
    viel Vogel voll Wald warm warten Wasser Weg weit Welt Wetter Wiese Wind Winter Wolke Wort Wunsch Zeit Zimmer Zug
  `),
};

/** Text that dumps and loads tend to spoil: quotes, backslashes, comment marks, emoji, other scripts. */
export const AWKWARD_PHRASES = [
  `“Don't panic”, she said; it's 100 % safe -- really.`,
  'C:\\path\\to\\nowhere \\n is not a line break.',
  "Robert'); DROP TABLE students;--",
  'Küche, naïve façade, smørrebrød, žluťoučký kůň.',
  'Bicycles 🚲, families 👩‍👩‍👧‍👦 and flags 🇫🇷🇩🇪 travel too.',
  '東京で会いましょう。 Привет, мир! مرحبا بالعالم',
  'Tab\there, a line\nbreak there, and /* no */ comment # at all.',
];
