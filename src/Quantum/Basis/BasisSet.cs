using System.Collections.Frozen;
using Athanor.Atoms;
using Athanor.Potentials;

namespace Athanor.Quantum;

/// <summary>Whether shells from d on are Cartesian (6 d functions) or spherical (5).</summary>
public enum BasisShape
{
    /// <summary>As the source says, shell by shell.</summary>
    AsPublished,

    /// <summary>Solid harmonics, 2l+1 functions.</summary>
    Spherical,

    /// <summary>Monomials, (l+1)(l+2)/2 functions.</summary>
    Cartesian,
}

/// <summary>A Gaussian basis set: shells for each element it knows. Immutable.</summary>
/// <remarks>
/// The sets that ship (<see cref="Named"/>) come from the Basis Set Exchange (Pritchard et al., J. Chem. Inf. Model. 59, 4814 (2019)); others are read from its
/// JSON (<see cref="FromExchangeJson"/>) or from NWChem's format (<see cref="FromNwchem"/>).
/// </remarks>
public sealed class BasisSet
{
    /// <summary>The highest angular momentum the integrals are made for: g.</summary>
    public const int HighestMomentum = 4;

    /// <summary>The same of functions that only density fitting uses, which are never multiplied with one another: i.</summary>
    public const int HighestAuxiliary = 6;

    readonly FrozenDictionary<Element, ElementShell[]> _shells;

    internal BasisSet(string name, IEnumerable<KeyValuePair<Element, ElementShell[]>> shells)
    {
        Name = name;
        _shells = shells.ToFrozenDictionary();
    }

    /// <summary>The name in its usual spelling, "6-31G(d)".</summary>
    public string Name { get; }

    /// <summary>Elements the set has functions for, lightest first.</summary>
    public IEnumerable<Element> Elements => _shells.Keys.Order();

    /// <summary>A set that ships with this library, by its name or a synonym in any case: "6-31G*", "6-31g(d)", "cc-pvtz".</summary>
    /// <exception cref="PotentialException">No such set; the message lists those there are.</exception>
    public static BasisSet Named(string name) => BasisLibrary.Find(name);

    /// <summary>Reads a file of the Basis Set Exchange (schema 0.1, "complete").</summary>
    /// <exception cref="PotentialException">The file is not one, or holds something that cannot be used (an effective core, l beyond g).</exception>
    public static BasisSet FromExchangeJson(string path) => ExchangeJson.Read(path);

    /// <summary>Reads a <c>basis … end</c> block as NWChem writes it.</summary>
    /// <exception cref="PotentialException">The file cannot be read; the message names the line.</exception>
    public static BasisSet FromNwchem(string path) => NwchemBasis.Read(path);

    /// <summary>The same set with all shells of one shape.</summary>
    public BasisSet In(BasisShape shape) => shape == BasisShape.AsPublished
        ? this
        : new(Name, _shells.Select(e => KeyValuePair.Create(e.Key, e.Value.Select(s => s with { Cartesian = shape == BasisShape.Cartesian }).ToArray())));

    /// <summary>The shells of an element.</summary>
    /// <exception cref="PotentialException">The set has none.</exception>
    public IReadOnlyList<ElementShell> For(Element element) => _shells.TryGetValue(element, out var shells)
        ? shells
        : throw new PotentialException($"The basis set {Name} has no functions for {element.Symbol}; it has {Listed()}. Choose another set.");

    string Listed()
    {
        // Ranges of consecutive elements, "H–Ar, Ca–Kr".
        var numbers = _shells.Keys.Select(e => e.AtomicNumber).Order().ToList();
        var ranges = new List<string>();
        for (var i = 0; i < numbers.Count;)
        {
            var j = i;
            while (j + 1 < numbers.Count && numbers[j + 1] == numbers[j] + 1)
                j++;
            ranges.Add(i == j ? new Element(numbers[i]).Symbol : $"{new Element(numbers[i]).Symbol}–{new Element(numbers[j]).Symbol}");
            i = j + 1;
        }
        return string.Join(", ", ranges);
    }

    public override string ToString() => Name;

    /// <summary>Checks what no reader may let through.</summary>
    internal static void Check(ElementShell shell, string where, int highest = HighestMomentum)
    {
        foreach (var l in shell.Momenta)
        {
            if (l > highest)
                throw new PotentialException($"{where}: a shell of l = {l}; integrals are there up to {CompactBasis.Letters[highest]} (l = {highest}). Choose a smaller set.");
        }
        if (shell.Exponents.Length == 0 || shell.Momenta.Length == 0)
            throw new PotentialException($"{where}: a shell without functions.");
        if (shell.Exponents.Any(a => !(a > 0 && double.IsFinite(a))))
            throw new PotentialException($"{where}: an exponent that is not a positive number.");
        if (shell.Coefficients.Any(c => c.Length != shell.Exponents.Length || c.All(x => x == 0) || c.Any(x => !double.IsFinite(x))))
            throw new PotentialException($"{where}: a column of coefficients is zero, not finite, or not as long as the exponents.");
    }
}
