"""What mail clients print into mails in thirteen languages, by the client that prints it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Tongue:
    """The words of mail clients in one language. All dates say 20 November 2026, 16:41.

    `labels`: Outlook's From, Sent, To, Cc, Subject. `mac`: the label of the date in Outlook for Mac, and the date.
    `gmail`, `apple`, `thunderbird`: attribution lines of a Tom Baker <tom@x.example>. `passed_on`: the lines that
    Gmail, Apple Mail and Thunderbird print above a forwarded message.
    """

    labels: tuple[str, str, str, str, str]
    sent: str
    mac: tuple[str, str]
    gmail: str
    apple: str
    thunderbird: str
    passed_on: tuple[str, str, str]
    footers: tuple[str, ...]
    closing: str
    disclaimer: str
    #: Subject prefixes of a reply and a forward.
    prefixes: tuple[str, str]


TONGUES = {
    "en": Tongue(
        labels=("From:", "Sent:", "To:", "Cc:", "Subject:"),
        sent="Friday, November 20, 2026 4:41 PM",
        mac=("Date:", "Friday, 20 November 2026 at 16:41"),
        gmail="On Fri, Nov 20, 2026 at 4:41\u202fPM Tom Baker <tom@x.example> wrote:",
        apple="On 20 Nov 2026, at 16:41, Tom Baker <tom@x.example> wrote:",
        thunderbird="On 20/11/2026 16:41, Tom Baker wrote:",
        passed_on=("Forwarded message", "Begin forwarded message:", "Forwarded Message"),
        footers=("Get Outlook for iOS", "Sent from Outlook for Android", "Sent from my iPhone"),
        closing="Kind regards,",
        disclaimer="This e-mail and its attachments are confidential and intended only for the addressee.",
        prefixes=("Re:", "Fw:"),
    ),
    "de": Tongue(
        labels=("Von:", "Gesendet:", "An:", "Cc:", "Betreff:"),
        sent="Freitag, 20. November 2026 16:41",
        mac=("Datum:", "Freitag, 20. November 2026 um 16:41"),
        gmail="Am Fr., 20. Nov. 2026 um 16:41 Uhr schrieb Tom Baker <tom@x.example>:",
        apple="Am 20.11.2026 um 16:41 schrieb Tom Baker <tom@x.example>:",
        thunderbird="Am 20.11.26 um 16:41 schrieb Tom Baker:",
        passed_on=("Forwarded message", "Anfang der weitergeleiteten Nachricht:", "Weitergeleitete Nachricht"),
        footers=("Holen Sie sich Outlook für iOS", "Gesendet von Outlook für iOS", "Von meinem iPhone gesendet"),
        closing="Mit freundlichen Grüßen",
        disclaimer="Diese E-Mail enthält vertrauliche Informationen.",
        prefixes=("AW:", "WG:"),
    ),
    "fr": Tongue(
        labels=("De :", "Envoyé :", "À :", "Cc :", "Objet :"),
        sent="vendredi 20 novembre 2026 16:41",
        mac=("Date :", "vendredi 20 novembre 2026 à 16:41"),
        gmail="Le ven. 20 nov. 2026 à 16:41, Tom Baker <tom@x.example> a écrit :",
        apple="Le 20 nov. 2026 à 16:41, Tom Baker <tom@x.example> a écrit :",
        thunderbird="Le 20/11/2026 à 16:41, Tom Baker a écrit :",
        passed_on=("Forwarded message", "Début du message réexpédié :", "Message transféré"),
        footers=("Obtenez Outlook pour iOS", "Envoyé à partir de Outlook pour iOS", "Envoyé de mon iPhone"),
        closing="Cordialement,",
        disclaimer="Ce message est confidentiel et réservé à son destinataire.",
        prefixes=("RE :", "TR :"),
    ),
    "es": Tongue(
        labels=("De:", "Enviado:", "Para:", "CC:", "Asunto:"),
        sent="viernes, 20 de noviembre de 2026 16:41",
        mac=("Fecha:", "viernes, 20 de noviembre de 2026, 16:41"),
        gmail="El vie, 20 nov 2026 a las 16:41, Tom Baker (<tom@x.example>) escribió:",
        apple="El 20 nov 2026, a las 16:41, Tom Baker <tom@x.example> escribió:",
        thunderbird="El 20/11/2026 a las 16:41, Tom Baker escribió:",
        passed_on=("Forwarded message", "Inicio del mensaje reenviado:", "Mensaje reenviado"),
        footers=("Obtener Outlook para iOS", "Enviado desde Outlook para iOS", "Enviado desde mi iPhone"),
        closing="Un saludo,",
        disclaimer="Este mensaje es confidencial y va dirigido a su destinatario.",
        prefixes=("RE:", "RV:"),
    ),
    "nl": Tongue(
        labels=("Van:", "Verzonden:", "Aan:", "CC:", "Onderwerp:"),
        sent="vrijdag 20 november 2026 16:41",
        mac=("Datum:", "vrijdag 20 november 2026 om 16:41"),
        gmail="Op vr 20 nov 2026 om 16:41 schreef Tom Baker <tom@x.example>:",
        apple="Op 20 nov. 2026 om 16:41 heeft Tom Baker <tom@x.example> het volgende geschreven:",
        thunderbird="Op 20-11-2026 om 16:41 schreef Tom Baker:",
        passed_on=("Forwarded message", "Begin doorgestuurd bericht:", "Doorgestuurd bericht"),
        footers=("Outlook voor iOS downloaden", "Verzonden vanuit Outlook voor iOS", "Verstuurd vanaf mijn iPhone"),
        closing="Met vriendelijke groet,",
        disclaimer="Dit bericht is vertrouwelijk en alleen bestemd voor de geadresseerde.",
        prefixes=("RE:", "FW:"),
    ),
    "it": Tongue(
        labels=("Da:", "Inviato:", "A:", "Cc:", "Oggetto:"),
        sent="venerdì 20 novembre 2026 16:41",
        mac=("Data:", "venerdì 20 novembre 2026 alle ore 16:41"),
        gmail="Il giorno ven 20 nov 2026 alle ore 16:41 Tom Baker <tom@x.example> ha scritto:",
        apple="Il giorno 20 nov 2026, alle ore 16:41, Tom Baker <tom@x.example> ha scritto:",
        thunderbird="Il 20/11/2026 16:41, Tom Baker ha scritto:",
        passed_on=("Forwarded message", "Inizio messaggio inoltrato:", "Messaggio Inoltrato"),
        footers=("Scarica Outlook per iOS", "Inviato da Outlook per iOS", "Inviato da iPhone"),
        closing="Cordiali saluti,",
        disclaimer="Questo messaggio è riservato al solo destinatario.",
        prefixes=("R:", "I:"),
    ),
    "pt": Tongue(
        labels=("De:", "Enviado:", "Para:", "Cc:", "Assunto:"),
        sent="sexta-feira, 20 de novembro de 2026 16:41",
        mac=("Data:", "sexta-feira, 20 de novembro de 2026 às 16:41"),
        gmail="Em sex., 20 de nov. de 2026 às 16:41, Tom Baker <tom@x.example> escreveu:",
        apple="No dia 20/11/2026, às 16:41, Tom Baker <tom@x.example> escreveu:",
        thunderbird="Às 16:41 de 20/11/2026, Tom Baker escreveu:",
        passed_on=("Forwarded message", "Início da mensagem reencaminhada:", "Mensagem reencaminhada"),
        footers=("Obter o Outlook para iOS", "Enviado do Outlook para iOS", "Enviado do meu iPhone"),
        closing="Com os melhores cumprimentos,",
        disclaimer="Esta mensagem é confidencial e destina-se ao seu destinatário.",
        prefixes=("RE:", "ENC:"),
    ),
    "pl": Tongue(
        labels=("Od:", "Wysłane:", "Do:", "DW:", "Temat:"),
        sent="piątek, 20 listopada 2026 16:41",
        mac=("Data:", "piątek, 20 listopada 2026 o 16:41"),
        gmail="pt., 20 lis 2026 o 16:41 Tom Baker <tom@x.example> napisał(a):",
        apple="Wiadomość napisana przez Tom Baker <tom@x.example> w dniu 20 lis 2026, o godz. 16:41:",
        thunderbird="W dniu 20.11.2026 o 16:41, Tom Baker pisze:",
        passed_on=("Forwarded message", "Początek przekazywanej wiadomości:", "Treść przekazanej wiadomości"),
        footers=(
            "Pobierz aplikację Outlook dla systemu iOS",
            "Wysłane z programu Outlook dla systemu iOS",
            "Wysłane z iPhone'a",
        ),
        closing="Z poważaniem",
        disclaimer="Ta wiadomość jest poufna i przeznaczona wyłącznie dla adresata.",
        prefixes=("ODP:", "PD:"),
    ),
    "da": Tongue(
        labels=("Fra:", "Sendt:", "Til:", "Cc:", "Emne:"),
        sent="20. november 2026 16:41",
        mac=("Dato:", "fredag den 20. november 2026 kl. 16.41"),
        gmail="Den fre. 20. nov. 2026 kl. 16.41 skrev Tom Baker <tom@x.example>:",
        apple="Den 20. nov. 2026 kl. 16.41 skrev Tom Baker <tom@x.example>:",
        thunderbird="Den 20.11.2026 kl. 16.41 skrev Tom Baker:",
        passed_on=("Forwarded message", "Start på videresendt besked:", "Videresendt meddelelse"),
        footers=("Hent Outlook til iOS", "Sendt fra Outlook til iOS", "Sendt fra min iPhone"),
        closing="Med venlig hilsen",
        disclaimer="Denne e-mail er fortrolig.",
        prefixes=("SV:", "VS:"),
    ),
    "sv": Tongue(
        labels=("Från:", "Skickat:", "Till:", "Kopia:", "Ämne:"),
        sent="den 20 november 2026 16:41",
        mac=("Datum:", "fredag, 20 november 2026 kl. 16:41"),
        gmail="Den fre 20 nov. 2026 kl 16:41 skrev Tom Baker <tom@x.example>:",
        apple="20 nov. 2026 kl. 16:41 skrev Tom Baker <tom@x.example>:",
        thunderbird="Den 2026-11-20 kl. 16:41, skrev Tom Baker:",
        passed_on=("Forwarded message", "Vidarebefordrat brev:", "Vidarebefordrat meddelande"),
        footers=("Hämta Outlook för iOS", "Skickat från Outlook för iOS", "Skickat från min iPhone"),
        closing="Med vänlig hälsning",
        disclaimer="Detta meddelande är konfidentiellt.",
        prefixes=("SV:", "VB:"),
    ),
    "nb": Tongue(
        labels=("Fra:", "Sendt:", "Til:", "Kopi:", "Emne:"),
        sent="fredag 20. november 2026 16:41",
        mac=("Dato:", "fredag 20. november 2026 kl. 16:41"),
        gmail="fre. 20. nov. 2026 kl. 16:41 skrev Tom Baker <tom@x.example>:",
        apple="20. nov. 2026 kl. 16:41 skrev Tom Baker <tom@x.example>:",
        thunderbird="Den 20.11.2026 16:41, skrev Tom Baker:",
        passed_on=("Forwarded message", "Videresendt melding:", "Videresendt melding"),
        footers=("Skaff deg Outlook for iOS", "Sendt fra Outlook for iOS", "Sendt fra min iPhone"),
        closing="Med vennlig hilsen",
        disclaimer="Denne e-posten er konfidensiell.",
        prefixes=("SV:", "VS:"),
    ),
    "fi": Tongue(
        labels=("Lähettäjä:", "Lähetetty:", "Vastaanottaja:", "Kopio:", "Aihe:"),
        sent="perjantai 20. marraskuuta 2026 16.41",
        mac=("Päivämäärä:", "perjantai 20. marraskuuta 2026 klo 16.41"),
        gmail="pe 20. marrask. 2026 klo 16.41 Tom Baker (tom@x.example) kirjoitti:",
        apple="Tom Baker <tom@x.example> kirjoitti 20.11.2026 kello 16.41:",
        thunderbird="Tom Baker kirjoitti 20.11.2026 klo 16.41:",
        passed_on=("Forwarded message", "Välitetty viesti alkaa:", "Välitetty viesti"),
        footers=("Hanki Outlook for iOS", "Lähetetty Outlookista iOS:lle", "Lähetetty iPhonesta"),
        closing="Ystävällisin terveisin",
        disclaimer="Tämä viesti on luottamuksellinen.",
        prefixes=("VS:", "VL:"),
    ),
    "cs": Tongue(
        labels=("Od:", "Odesláno:", "Komu:", "Kopie:", "Předmět:"),
        sent="pátek 20. listopadu 2026 16:41",
        mac=("Datum:", "pátek 20. listopadu 2026 v 16:41"),
        gmail="pá 20. 11. 2026 v 16:41 odesílatel Tom Baker <tom@x.example> napsal:",
        apple="20. 11. 2026 v 16:41, Tom Baker <tom@x.example>:",
        thunderbird="Dne 20. 11. 26 v 16:41 Tom Baker napsal(a):",
        passed_on=("Forwarded message", "Začátek přeposílané zprávy:", "Přeposlaná zpráva"),
        footers=("Získat Outlook pro iOS", "Odesláno z Outlooku pro iOS", "Odesláno z iPhonu"),
        closing="S pozdravem",
        disclaimer="Tato zpráva je důvěrná a je určena pouze adresátovi.",
        prefixes=("RE:", "FW:"),
    ),
}
