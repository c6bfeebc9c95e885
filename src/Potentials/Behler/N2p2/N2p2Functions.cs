using Athanor.Atoms;

namespace Athanor.Potentials.Behler.N2p2;

/// <summary>The <c>symfunction_short</c> lines of a model, put into the order in which n2p2 and RuNNer number them.</summary>
static class N2p2Functions
{
    /// <summary>Functions by element of the centre, sorted; lengths turned into Å.</summary>
    /// <param name="length">Å per unit of length of the file.</param>
    internal static Dictionary<Element, IReadOnlyList<SymmetryFunction>> Read(N2p2Settings settings, IReadOnlyList<Element> elements, double length)
    {
        var functions = elements.ToDictionary(e => e, _ => new List<SymmetryFunction>());
        foreach (var line in settings.All("symfunction_short"))
        {
            var centre = line.Element(0);
            if (!functions.TryGetValue(centre, out var list))
                throw new PotentialException($"{line.Where}: {centre} is not among the 'elements' of the model.");
            list.Add(Parse(line, length));
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
            _ => throw new PotentialException($"{line.Where}: symmetry functions of type {type} are not supported; types 2, 3, 9, 12 and 13 are."),
        };
    }

    /// <summary>By type, then by rc, η, r_s, ζ, λ, then by the neighbours' elements: the first difference decides.</summary>
    static int Compare(SymmetryFunction a, SymmetryFunction b)
    {
        var order = a.Type.CompareTo(b.Type);
        if (order == 0)
            order = a.Cutoff.CompareTo(b.Cutoff);
        return order != 0 ? order : (a, b) switch
        {
            (RadialFunction x, RadialFunction y) => (x.Eta, x.Shift, Z(x.Neighbour)).CompareTo((y.Eta, y.Shift, Z(y.Neighbour))),
            (AngularFunction x, AngularFunction y) => Key(x).CompareTo(Key(y)),
            _ => 0,
        };
    }

    static (double, double, double, double, int, int) Key(AngularFunction a) =>
        (a.Eta, a.Shift, a.Zeta, a.Lambda, Z(a.Neighbours?.First), Z(a.Neighbours?.Second));

    static int Z(Element? element) => element?.AtomicNumber ?? 0;
}
