using System.Text;

namespace Athanor.Atoms;

/// <summary>Reads what a file calls an atom: a symbol in any case, an atomic number, or D and T for the isotopes of hydrogen.</summary>
sealed class SpeciesReader
{
    // CODATA and AME2020, amu.
    const double Deuterium = 2.01410177812;
    const double Tritium = 3.01604928132;

    // Atoms of one element mostly stand together, so the last answer is kept.
    uint _lastKey;
    Element _last;

    /// <summary>False where the text is no element. The mass, in amu, is NaN unless the name tells an isotope.</summary>
    public bool TryRead(ReadOnlySpan<byte> text, out Element element, out double mass)
    {
        mass = double.NaN;
        uint key = 0;
        foreach (var b in text)
            key = (key << 8) | b;
        if (text.Length <= 3 && key == _lastKey && key != 0)
        {
            element = _last;
            return true;
        }
        element = default;
        if (text.Length is 0 or > 3)
            return false;
        if (text.Length == 1 && text[0] is (byte)'D' or (byte)'T')
        {
            element = new Element(1);
            mass = text[0] == 'D' ? Deuterium : Tritium;
            return true;
        }
        if (text[0] is >= (byte)'0' and <= (byte)'9')
        {
            if (!int.TryParse(text, out var number) || number < 1 || number > Element.All.Count())
                return false;
            element = new Element(number);
        }
        else
        {
            Span<char> symbol = stackalloc char[3];
            if (!Encoding.UTF8.TryGetChars(text, symbol, out var count) || !Element.TryParse(symbol[..count], out element))
                return false;
        }
        _lastKey = key;
        _last = element;
        return true;
    }
}
