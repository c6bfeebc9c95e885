using System.Globalization;
using Athanor.Atoms;

namespace Athanor.Potentials.Dispersion;

/// <summary>
/// Published numbers of the D3 method (Grimme, Antony, Ehrlich, Krieg, J. Chem. Phys. 132, 154104 (2010)) for H to Pu, in Hartree and Bohr: reference systems with their
/// coordination numbers and C6, covalent radii, moment ratios, cutoff radii. Read from resources when first asked for.
/// </summary>
static class DispersionTables
{
    /// <summary>H to Pu.</summary>
    internal const int ElementCount = 94;

    /// <summary>The most references that an element has.</summary>
    internal const int MostReferences = 5;

    static readonly Lazy<(double Radius, double Moment)[]> Elements = new(ReadElements);
    static readonly Lazy<References> Systems = new(ReadReferences);
    static readonly Lazy<double[]> Radii = new(ReadRadii);

    /// <param name="First">By element, the first of its references; one more entry than elements.</param>
    /// <param name="Coordination">By reference.</param>
    /// <param name="C6">Lower triangle by reference.</param>
    sealed record References(int[] First, double[] Coordination, double[] C6);

    internal static bool Covers(Element element) => element.AtomicNumber <= ElementCount;

    /// <summary>k₂ = 4/3 times the covalent radius, Bohr.</summary>
    internal static double CovalentRadius(Element element) => 4.0 / 3 * Elements.Value[Index(element)].Radius / Units.Bohr;

    /// <summary>√Q = √(½ √Z ⟨r⁴⟩/⟨r²⟩), Bohr: C8 of a pair is 3 √Q_a √Q_b times its C6.</summary>
    internal static double MomentRatio(Element element) => Math.Sqrt(0.5 * Math.Sqrt(element.AtomicNumber) * Elements.Value[Index(element)].Moment);

    /// <summary>Cutoff radius of a pair, Bohr.</summary>
    internal static double CutoffRadius(Element a, Element b) => Radii.Value[Triangle(Index(a), Index(b))] / Units.Bohr;

    internal static int ReferenceCount(Element element) => Systems.Value.First[Index(element) + 1] - Systems.Value.First[Index(element)];

    /// <summary>Coordination number of the element's atom in its <paramref name="reference"/>th reference system.</summary>
    internal static double Coordination(Element element, int reference) => Systems.Value.Coordination[Systems.Value.First[Index(element)] + reference];

    /// <summary>C6 of two reference systems, Hartree Bohr⁶.</summary>
    internal static double C6(Element a, int referenceOfA, Element b, int referenceOfB) =>
        Systems.Value.C6[Triangle(Systems.Value.First[Index(a)] + referenceOfA, Systems.Value.First[Index(b)] + referenceOfB)];

    static int Index(Element element) => element.AtomicNumber - 1;

    static int Triangle(int a, int b) => a < b ? b * (b + 1) / 2 + a : a * (a + 1) / 2 + b;

    static (double, double)[] ReadElements() =>
        [.. Lines("elements").Select((line, k) => (Element: Checked(line[0], k), Radius: Number(line[1]), Moment: Number(line[2]))).Select(e => (e.Radius, e.Moment))];

    static double[] ReadRadii() => [.. Lines("radii").SelectMany(line => line.Select(Number))];

    static References ReadReferences()
    {
        var first = new int[ElementCount + 1];
        var coordination = new List<double>();
        var c6 = new List<double>();
        foreach (var line in Lines("references"))
        {
            first[Element.Parse(line[0]).AtomicNumber]++;
            coordination.Add(Number(line[1]));
            c6.AddRange(line.Skip(2).Select(Number));
        }
        for (var z = 0; z < ElementCount; z++)
            first[z + 1] += first[z];
        return new References(first, [.. coordination], [.. c6]);
    }

    static Element Checked(string symbol, int index) =>
        Element.Parse(symbol) is var element && Index(element) == index ? element : throw new InvalidDataException($"elements.d3 has {symbol} at the wrong place.");

    static IEnumerable<string[]> Lines(string name)
    {
        using var stream = typeof(DispersionTables).Assembly.GetManifestResourceStream(name + ".d3")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            yield return line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
