using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Nep;

namespace Athanor.Potentials.Tests.Nep;

/// <summary>Models with random numbers whose forces are of the order of eV/Å, and structures for them.</summary>
static class NepSamples
{
    internal static readonly Element H = Element.Parse("H"), O = Element.Parse("O"), Si = Element.Parse("Si");

    const NepInvariants All = NepInvariants.Q222 | NepInvariants.Q1111 | NepInvariants.Q112 | NepInvariants.Q123 | NepInvariants.Q233 | NepInvariants.Q134;

    /// <summary>One of each sort.</summary>
    internal static IReadOnlyDictionary<string, NepForm> Forms { get; } = new Dictionary<string, NepForm>
    {
        ["nep3"] = Form(3, [H, O, Si], 4, NepInvariants.Q222),
        ["nep4 l1"] = Form(4, [O], 1, 0) with { AngularChannels = 1, AngularBasis = 1, RadialChannels = 1, RadialBasis = 1 },
        ["nep4 l2"] = Form(4, [O, Si], 2, NepInvariants.Q222) with { RadialChannels = 9, AngularChannels = 9, AngularBasis = 11 },
        ["nep4 l3"] = Form(4, [H, O, Si], 3, NepInvariants.Q112 | NepInvariants.Q233) with { RadialBasis = 13 },
        ["nep4 all, cutoffs by element, ZBL by radii"] = Form(4, [H, O, Si], 4, All) with
        {
            RadialCutoffs = [3.6, 4.8, 5.5],
            AngularCutoffs = [3.1, 3.9, 4.4],
            Zbl = new NepZbl { Inner = 0.5, Outer = 2, RadiusFactor = 0.65 },
        },
        ["nep4 angular beyond radial"] = Form(4, [O, Si], 5, All) with { RadialCutoffs = [3, 3], AngularCutoffs = [4.5, 4.5] },
        ["nep5 l6, ZBL"] = Form(5, [H, O], 6, NepInvariants.Q123 | NepInvariants.Q134) with { Zbl = new NepZbl { Inner = 0.7, Outer = 1.5 } },
        ["nep5 l8, ZBL by pair"] = Form(5, [H, O, Si], 8, NepInvariants.None) with { Zbl = new NepZbl { Inner = 0, Outer = 0 } },
        ["nep4 l7, many channels"] = Form(4, [Si], 7, NepInvariants.Q222) with { AngularChannels = 18, RadialChannels = 17, Neurons = 33 },
        ["nep4 radial only"] = Form(4, [O, Si], 0, NepInvariants.None),
        ["nep4 twelve elements"] = Form(4, [.. Enumerable.Range(1, 12).Select(z => new Element(z))], 4, NepInvariants.Q222 | NepInvariants.Q1111),
    };

    static NepForm Form(int version, Element[] elements, int l, NepInvariants invariants) => new()
    {
        Version = version,
        Elements = [.. elements],
        RadialCutoffs = [.. elements.Select(_ => 5.0)],
        AngularCutoffs = [.. elements.Select(_ => 4.0)],
        RadialChannels = 4,
        AngularChannels = 3,
        RadialBasis = 6,
        AngularBasis = 5,
        LMax = l,
        Invariants = invariants,
        Neurons = 7,
        NeighbourRoom = (100, 60),
    };

    internal static NepModel Model(string form, int seed = 1) => Random(Forms[form], seed);

    internal static NepModel Random(NepForm form, int seed = 1)
    {
        var random = new Random(seed);
        double[] Numbers(long count, double scale) => [.. Enumerable.Range(0, (int)count).Select(_ => scale * (2 * random.NextDouble() - 1))];
        if (form.Zbl is { IsFlexible: true } zbl)
        {
            var pairs = Enumerable.Range(0, form.Species * (form.Species + 1) / 2)
                .SelectMany(p => new[] { 0.6 + 0.01 * p, 1.4 + 0.03 * p }.Concat(Numbers(8, 1).Select((x, i) => i % 2 == 0 ? 0.1 + 0.2 * Math.Abs(x) : 0.2 + 2 * Math.Abs(x))));
            form = form with { Zbl = zbl with { Pairs = [.. pairs] } };
        }
        var networks = Enumerable.Range(0, form.NetworkCount).Select(_ => new NepNetwork(
            Numbers((long)form.Neurons * form.DescriptorLength, 0.7 / Math.Sqrt(form.DescriptorLength)), Numbers(form.Neurons, 0.5), Numbers(form.Neurons, 0.5),
            form.HasCharges ? Numbers(form.Neurons, 0.3) : default, form.Version == 5 ? random.NextDouble() : 0));
        // The invariants grow with the square, the cube of the surroundings: the scalers tame them.
        var scaler = Numbers(form.DescriptorLength, 1).Select(x => 0.3 + 0.2 * Math.Abs(x)).ToArray();
        return new NepModel(form, [.. networks], random.NextDouble(), Numbers(form.RadialCoefficientCount, 0.5), Numbers(form.AngularCoefficientCount, 0.5), scaler, form.HasCharges ? 1.5 : 1);
    }

    /// <summary>Atoms thrown into an oblique box, none nearer than <paramref name="nearest"/> Å to another or its images.</summary>
    internal static Structure Structure(NepModel model, int atoms, int seed, double edge = 6, double nearest = 1.2, bool periodic = true)
    {
        var random = new Random(seed);
        var cell = new Cell(new Vec3(edge, 0.3, 0), new Vec3(-0.4, edge * 0.9, 0.2), new Vec3(0.1, -0.5, edge * 1.1));
        var positions = new List<Vec3>();
        for (var tries = 0; positions.Count < atoms && tries < 100_000; tries++)
        {
            var r = cell.ToCartesian(new Vec3(random.NextDouble(), random.NextDouble(), random.NextDouble()));
            if (positions.All(p => Nearest(p - r, cell) > nearest))
                positions.Add(r);
        }
        Assert.Equal(atoms, positions.Count);
        var elements = positions.Select(_ => model.Form.Elements[random.Next(model.Form.Species)]);
        return new Structure([.. elements], [.. positions], periodic ? cell : null, periodic ? Periodicity.All : Periodicity.None);
    }

    static double Nearest(Vec3 d, Cell cell)
    {
        var nearest = double.PositiveInfinity;
        for (var k = 0; k < 27; k++)
            nearest = Math.Min(nearest, (d + cell.ToCartesian(new Vec3(k % 3 - 1, k / 3 % 3 - 1, k / 9 - 1))).Length);
        return nearest;
    }
}
