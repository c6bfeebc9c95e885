using System.Globalization;
using Athanor.Atoms;

namespace Athanor.Potentials.Behler.N2p2;

/// <summary>The <c>symfunction_short</c> lines of a model, put into the order in which n2p2 and RuNNer number them.</summary>
static class N2p2Functions
{
    /// <summary>Functions by element of the centre, sorted; lengths turned into Å.</summary>
    /// <param name="length">Å per unit of length of the file.</param>
    /// <param name="largestCutoff">Å.</param>
    internal static Dictionary<Element, IReadOnlyList<SymmetryFunction>> Read(N2p2Settings settings, IReadOnlyList<Element> elements, double length, double largestCutoff)
    {
        var functions = elements.ToDictionary(e => e, _ => new List<SymmetryFunction>());
        foreach (var line in settings.All("symfunction_short"))
        {
            var centre = line.Element(0);
            if (!functions.TryGetValue(centre, out var list))
                throw new PotentialException($"{line.Where}: {centre} is not among the 'elements' of the model.");
            var function = Parse(line, length);
            if (!(function.Cutoff > 0 && function.Cutoff <= largestCutoff))
                throw new PotentialException(string.Create(CultureInfo.InvariantCulture, $"{line.Where}: {function.Cutoff:g6} Å is not a cutoff that can be meant."));
            list.Add(function);
        }
        return functions.ToDictionary(f => f.Key, f => (IReadOnlyList<SymmetryFunction>)[.. f.Value.Order(Comparer<SymmetryFunction>.Create(Compare))]);
    }

    static SymmetryFunction Parse(N2p2Line line, double length)
    {
        double Length(int index) => line.Number64(index) * length;
        double Eta(int index) => line.Number64(index) / (length * length);
        double ShiftOr0(int index) => line.Count > index ? Length(index) : 0;
        ElementPair Pair() => new(line.Element(2), line.Element(3));
        var type = line.Whole(1);
        return type switch
        {
            2 => new RadialFunction(line.Element(2), Eta(3), Length(4), Length(5)),
            3 or 9 => new AngularFunction(Pair(), type == 3, Eta(4), ShiftOr0(8), line.Number64(5), line.Number64(6), Length(7)),
            12 => new RadialFunction(null, Eta(2), Length(3), Length(4)),
            13 => new AngularFunction(null, true, Eta(2), Length(3), line.Number64(4), line.Number64(5), Length(6)),
            20 => new CompactRadialFunction(line.Element(2), Window(line, 3, 5, length)),
            21 or 22 => new CompactAngularFunction(Pair(), type == 21, Window(line, 4, 8, length), line.Number64(6), line.Number64(7)),
            23 => new CompactRadialFunction(null, Window(line, 2, 4, length)),
            24 or 25 => new CompactAngularFunction(null, type == 24, Window(line, 2, 6, length), line.Number64(4), line.Number64(5)),
            _ => throw new PotentialException($"{line.Where}: symmetry functions of type {type} are not supported; types 2, 3, 9, 12, 13 and 20 to 25 are."),
        };
    }

    /// <summary>r_l and r_c stand side by side; the word for the core ("p2a") somewhere behind.</summary>
    static CompactWindow Window(N2p2Line line, int at, int word, double length)
    {
        var subtype = line[word];
        var core = subtype.TrimEnd('a') switch
        {
            "p1" => CutoffShape.Polynomial1,
            "p2" => CutoffShape.Polynomial2,
            "p3" => CutoffShape.Polynomial3,
            "p4" => CutoffShape.Polynomial4,
            "e" => CutoffShape.Exponential,
            _ => throw new PotentialException($"{line.Where}: '{subtype}' is not a compact function's shape; p1 p2 p3 p4 e are, and each with an 'a' behind."),
        };
        return new CompactWindow(line.Number64(at) * length, line.Number64(at + 1) * length, core, subtype.EndsWith('a'));
    }

    /// <summary>By type; 2 to 13 by rc, η, r_s, ζ, λ, then by the neighbours' elements; 20 to 25 by shape and elements first. The first difference decides.</summary>
    internal static int Compare(SymmetryFunction a, SymmetryFunction b)
    {
        var order = a.Type.CompareTo(b.Type);
        return order != 0 ? order : (a, b) switch
        {
            (RadialFunction x, RadialFunction y) => Key(x).CompareTo(Key(y)),
            (AngularFunction x, AngularFunction y) => Key(x).CompareTo(Key(y)),
            (CompactRadialFunction x, CompactRadialFunction y) => Compare(x.Window, y.Window, (Z(x.Neighbour), 0), (Z(y.Neighbour), 0), default, default),
            (CompactAngularFunction x, CompactAngularFunction y) => Compare(x.Window, y.Window, Zs(x.Neighbours), Zs(y.Neighbours), (x.From, x.To), (y.From, y.To)),
            _ => 0,
        };
    }

    static (double, double, double, int) Key(RadialFunction r) => (r.Cutoff, r.Eta, r.Shift, Z(r.Neighbour));

    static (double, double, double, double, double, (int, int)) Key(AngularFunction a) => (a.Cutoff, a.Eta, a.Shift, a.Zeta, a.Lambda, Zs(a.Neighbours));

    static int Compare(in CompactWindow a, in CompactWindow b, (int, int) elements, (int, int) otherElements, (double, double) angles, (double, double) otherAngles)
    {
        var order = string.CompareOrdinal(a.Subtype, b.Subtype);
        return order != 0 ? order : (elements, a.Cutoff, a.Inner, angles).CompareTo((otherElements, b.Cutoff, b.Inner, otherAngles));
    }

    static (int, int) Zs(ElementPair? pair) => (Z(pair?.First), Z(pair?.Second));

    static int Z(Element? element) => element?.AtomicNumber ?? 0;
}
