namespace Athanor.Atoms;

/// <summary>A chemical element, known by its atomic number.</summary>
public readonly record struct Element : IComparable<Element>
{
    readonly byte _number;

    /// <param name="atomicNumber">1 (H) to 118 (Og).</param>
    /// <exception cref="AtomsException">No such element.</exception>
    public Element(int atomicNumber)
    {
        if (atomicNumber < 1 || atomicNumber > ElementTable.Rows.Length)
            throw new AtomsException($"There is no element with atomic number {atomicNumber}; 1 (H) to {ElementTable.Rows.Length} (Og) are known.");
        _number = (byte)atomicNumber;
    }

    /// <summary>Z, the charge of the nucleus in e.</summary>
    public int AtomicNumber => _number;

    public string Symbol => ElementTable.Rows[_number - 1].Symbol;

    /// <summary>Standard atomic weight (IUPAC 2021 abridged; of the longest-lived isotope where there is none), amu.</summary>
    public double Mass => ElementTable.Rows[_number - 1].Mass;

    /// <summary>Single-bond covalent radius (Cordero et al., Dalton Trans. 2008, 2832; 1.6 beyond Cm), Å.</summary>
    public double CovalentRadius => ElementTable.Rows[_number - 1].CovalentRadius;

    /// <summary>All elements, H first.</summary>
    public static IEnumerable<Element> All => Enumerable.Range(1, ElementTable.Rows.Length).Select(z => new Element(z));

    /// <summary>Reads a symbol in any case ("Si", "SI", "si"), also with a label's digits or an isotope's name after it stripped by the caller.</summary>
    /// <exception cref="AtomsException">Not a symbol.</exception>
    public static Element Parse(ReadOnlySpan<char> symbol) => TryParse(symbol, out var element)
        ? element
        : throw new AtomsException($"'{symbol}' is not the symbol of an element.");

    /// <inheritdoc cref="Parse"/>
    public static bool TryParse(ReadOnlySpan<char> symbol, out Element element)
    {
        Span<char> key = stackalloc char[2];
        if (symbol.Length is 1 or 2)
        {
            symbol.ToLowerInvariant(key);
            if (ElementTable.BySymbol.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(key[..symbol.Length], out var number))
            {
                element = new Element(number);
                return true;
            }
        }
        element = default;
        return false;
    }

    public int CompareTo(Element other) => _number.CompareTo(other._number);

    public static bool operator <(Element a, Element b) => a._number < b._number;

    public static bool operator >(Element a, Element b) => a._number > b._number;

    public static bool operator <=(Element a, Element b) => a._number <= b._number;

    public static bool operator >=(Element a, Element b) => a._number >= b._number;

    public override string ToString() => _number == 0 ? "?" : Symbol;
}
