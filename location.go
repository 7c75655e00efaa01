package sayso

// LocationKind is what sort of place a gazetteer's entry is.
type LocationKind uint8

// The kinds of location.
const (
	NoLocation LocationKind = iota
	Country
	Region   // first-level division: a province, governorate, state
	District // second-level division: a county
	City     // any settlement: a village too
	Site     // a camp, airbase, crossing, river, mountain, strait
	Area     // lies in several countries: a continent, a sea, "the Sahel"
)

var locationKinds = names[LocationKind]{"", "country", "region", "district", "city", "site", "area"}

func (k LocationKind) String() string { return locationKinds.name(k) }

// MarshalText writes the kind's name.
func (k LocationKind) MarshalText() ([]byte, error) { return locationKinds.marshal(k) }

// UnmarshalText reads the kind's name.
func (k *LocationKind) UnmarshalText(b []byte) error { return locationKinds.unmarshal(k, b) }

// Precision is how closely a place is known that is known to be the location.
func (k LocationKind) Precision() Precision {
	switch k {
	case Country:
		return "country"
	case Region, District, Area:
		return "region"
	case City:
		return "city"
	case Site:
		return "site"
	}
	return ""
}

// Location is a place as a gazetteer knows it: what a name in a text may mean.
type Location struct {
	Name       string // canonical
	Kind       LocationKind
	Country    string // ISO 3166-1 alpha-2, XK for Kosovo; empty where it lies in none or in several
	Region     string // name of its first-level division, where known
	Lat, Lon   float64
	Population int64 // a magnitude, to weigh one namesake against the other
}
