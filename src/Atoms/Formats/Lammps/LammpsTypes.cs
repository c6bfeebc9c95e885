namespace Athanor.Atoms;

/// <summary>Which elements the numbered atom types of a LAMMPS file are: by their mass, or by a symbol written behind it.</summary>
sealed class LammpsTypes(int count)
{
    // amu. Codes round their masses differently; the closest pair of elements, Co and Ni, is 0.24 apart.
    const double SameMass = 0.05;

    // An isotope is not farther than this from its element's mean mass, amu.
    const double Isotope = 6;

    readonly Element?[] _elements = new Element?[count + 1];
    readonly double[] _masses = new double[count + 1];

    public int Count => count;

    /// <summary>Takes a line of the section Masses.</summary>
    /// <param name="comment">What stands behind '#'.</param>
    /// <exception cref="FormatException">No element has this mass, or the comment says another one.</exception>
    public void Set(int type, double mass, string comment)
    {
        var word = comment.Split([' ', '\t', ',', '('], StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "";
        var letters = new string([.. word.TakeWhile(char.IsAsciiLetter)]);
        Element? named = letters is "D" or "T" ? new Element(1) : Element.TryParse(letters, out var e) ? e : null;
        var near = Element.All.Where(x => Math.Abs(x.Mass - mass) <= SameMass).OrderBy(x => Math.Abs(x.Mass - mass)).Cast<Element?>().FirstOrDefault();
        _masses[type] = mass;
        if (named is { } n && Math.Abs(n.Mass - mass) <= SameMass)
        {
            _elements[type] = n;
        }
        else if (near is not null)
        {
            // "CA 12.011" is a force field's name for a carbon; "Ca 12.011" contradicts itself.
            if (named is not null && letters == named.Value.Symbol)
                throw new FormatException($"type {type} has the mass of {near} ({mass} amu), but is called {named}");
            _elements[type] = near;
        }
        else if (named is not null && Math.Abs(named.Value.Mass - mass) <= Isotope)
        {
            _elements[type] = named;
        }
        else
        {
            throw new FormatException($"no element has the mass {mass} amu of type {type}; write its symbol behind the mass, as in '{type} 28.085 # Si'");
        }
    }

    public Element? this[int type] => _elements[type];

    /// <summary>amu where the file's mass is not the element's, else NaN.</summary>
    public double SpecialMass(int type) => Math.Abs(_masses[type] - _elements[type]!.Value.Mass) > SameMass ? _masses[type] : double.NaN;
}
