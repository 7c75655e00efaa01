package text

import (
	"strings"
	"testing"

	"sayso"
	"sayso/internal/read/lexicon"
)

// TestForeign: a text counts as not English only where its language is told and
// its words show it.
func TestForeign(t *testing.T) {
	const (
		german  = "Bei einem Angriff auf den Markt von Orvelna sind am Sonntag mindestens 17 Menschen getötet worden, teilte das Ministerium mit. Zwölf Soldaten starben. Der Arzt Jan Tolk sprach von vielen Toten. 300 die in Orvelna."
		french  = "Au moins 17 personnes ont été tuées dimanche dans un bombardement à Orvelna, a déclaré le ministère de la Santé. Un médecin a compté douze corps. Selon l'Observatoire, trente civils sont morts, ce que l'armée dément."
		arabic  = "قتل سبعة عشر شخصا على الأقل يوم الأحد في قصف على سوق المدينة، وفق ما أعلنت وزارة الصحة. وقال طبيب إنه أحصى اثني عشر جثة في المستشفى. ونفى الجيش أن يكون قد أطلق النار على السوق أو على المدنيين فيها."
		english = "At least 17 people were killed on Sunday when shells hit the market of Orvelna, the ministry said. A doctor said that he had counted twelve bodies at the hospital. The army denied that it had fired on the market."
		names   = "Killed: Ana Tolm, 34, teacher; Ilke Voss, 9, pupil; Mara Voss, 41, nurse; Petr Hallam, 60, farmer; Odile Marr, 22, student; Jonna Fell, 31, driver; Tomas Reik, 50, baker; Nella Durrant, 44, clerk; Edvard Lann, 8, pupil."
		list    = "Killed: Khalid Marun al-Tarif, 34, teacher; Fatra Hassin Ibrem, 9; Yusel Ahmar Abdul, 41, nurse; Omir Salin al-Khatir, 60, farmer; Maram Nassir Hamda, 22, student; Ali Qasir Darvik, 31; Ibrem Fawar, 50, baker; Zainat Hadrad, 44."
		spanish = "Al menos 17 personas murieron el domingo en un bombardeo contra el mercado de Orvelna, informó el ministerio de Salud. Un médico contó doce cuerpos en el hospital. El ejército negó haber disparado contra el mercado."
		turkish = "Orvelna pazarına pazar günü düzenlenen saldırıda en az 17 kişi hayatını kaybetti, sağlık bakanlığı açıkladı. Bir doktor hastanede on iki ceset saydığını söyledi. Ordu pazara ateş açtığını yalanladı ve soruşturma başlattı."
		malay   = "Sedikitnya 17 orang tewas pada hari Minggu ketika peluru menghantam pasar Orvelna, kata kementerian kesehatan. Seorang dokter menghitung dua belas mayat di rumah sakit. Tentara membantah telah menembaki pasar itu."
		russian = "По меньшей мере 17 человек погибли в воскресенье при обстреле рынка в Орвельне, сообщило министерство здравоохранения. Врач насчитал двенадцать тел в больнице. Армия отрицает, что стреляла по рынку."
	)
	for _, tt := range []struct {
		lang, text, want string
		foreign          bool
	}{
		{"", german, "de", true},
		{"", french, "fr", true},
		{"", arabic, "ar", true},
		{"", spanish, "es", true},
		{"", turkish, "tr", true},
		{"", malay, "id", true},
		{"", russian, "ru", true},
		{"", english, "", false},
		{"fr", english, "fr", false}, // the page's own word is wrong
		{"en", german, "en", false},  // it may know better than we do
		{"en", names, "en", false},
		{"", list, "", false},        // its letters look like Uzbek
		{"", german[:60], "", false}, // too short to tell
	} {
		doc, err := Read(sayso.Input{ID: "a", Bytes: []byte(tt.text), Meta: sayso.Meta{Language: tt.lang}})
		if err != nil {
			t.Fatal(err)
		}
		if got := Foreign(doc, lexicon.Default()); got != tt.foreign || doc.Meta.Language != tt.want {
			t.Errorf("%s %.30q: language %q, foreign %v", tt.lang, tt.text, doc.Meta.Language, got)
		}
	}
	if doc, _ := Read(sayso.Input{ID: "a", Bytes: []byte(strings.Repeat("ä", 5000))}); Foreign(doc, lexicon.Default()) {
		t.Error("one word is not enough")
	}
}
