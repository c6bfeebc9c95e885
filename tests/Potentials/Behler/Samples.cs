using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Behler;
using Athanor.Potentials.Networks;

namespace Athanor.Potentials.Tests.Behler;

/// <summary>Small structures, function sets and models that the tests share.</summary>
static class Samples
{
    internal static readonly Element H = Element.Parse("H"), C = Element.Parse("C"), O = Element.Parse("O");

    /// <summary>Atoms thrown into a box, none nearer than 0.9 Å to another or its images.</summary>
    internal static Structure Random(int atoms, int seed, bool periodic, double edge = 6)
    {
        var random = new Random(seed);
        var cell = new Cell(new Vec3(edge, 0.3, 0), new Vec3(-0.4, edge * 0.9, 0.2), new Vec3(0.1, -0.5, edge * 1.1));
        var elements = new List<Element>();
        var positions = new List<Vec3>();
        while (positions.Count < atoms)
        {
            var r = cell.ToCartesian(new Vec3(random.NextDouble(), random.NextDouble(), random.NextDouble()));
            if (positions.Any(p => Nearest(p - r, periodic ? cell : null) < 0.9))
                continue;
            positions.Add(r);
            elements.Add(new[] { H, C, O }[random.Next(3)]);
        }
        return new Structure([.. elements], [.. positions], periodic ? cell : null, periodic ? Periodicity.All : Periodicity.None);
    }

    static double Nearest(Vec3 d, Cell? cell)
    {
        var nearest = double.PositiveInfinity;
        for (var a = -1; a <= 1; a++)
        {
            for (var b = -1; b <= 1; b++)
            {
                for (var c = -1; c <= 1; c++)
                    nearest = Math.Min(nearest, (d + (cell?.ToCartesian(new Vec3(a, b, c)) ?? Vec3.Zero)).Length);
            }
        }
        return nearest;
    }

    /// <summary>Every kind of function, several cutoffs, shifts, whole and broken zeta, two elements and three.</summary>
    internal static SymmetryFunctionSet Everything(CutoffFunction cutoff)
    {
        SymmetryFunction[] functions =
        [
            new RadialFunction(H, 0, 0, 4),
            new RadialFunction(H, 0.5, 0, 5),
            new RadialFunction(O, 2, 1.5, 4),
            new RadialFunction(C, 0.1, 0.7, 5),
            new RadialFunction(null, 0.3, 1, 5),
            new AngularFunction(new(H, H), true, 0.05, 0, 1, 1, 4),
            new AngularFunction(new(H, O), true, 0.1, 0, -1, 4, 4),
            new AngularFunction(new(H, O), true, 0.03, 0.6, 1, 2, 4),
            new AngularFunction(new(H, O), true, 0.1, 0, 1, 2.5, 4),
            new AngularFunction(new(C, O), true, 0.1, 0, 1, 16, 5),
            new AngularFunction(new(C, C), false, 0.2, 0, -1, 1, 5),
            new AngularFunction(new(O, H), false, 0.2, 0.8, 1, 3, 4.5),
            new AngularFunction(new(O, H), false, 0.02, 0, -1, 1.5, 4.5),
            new AngularFunction(null, true, 0.04, 0, 1, 1, 4),
            new AngularFunction(null, true, 0.04, 0.5, -1, 2, 4),
            new AngularFunction(null, false, 0.04, 0, -1, 2, 4),
        ];
        return Set(cutoff, functions);
    }

    /// <summary>Every kind of compact function, with windows of its own shape and some of another, twins among them; two that are not compact, to run beside.</summary>
    internal static SymmetryFunctionSet Compact(CutoffShape core)
    {
        var other = core == CutoffShape.Polynomial2 ? CutoffShape.Exponential : CutoffShape.Polynomial2;
        CompactWindow wide = new(-5, 5, core, false), skewed = new(-4.5, 4.5, core, true), ring = new(0.5, 4, core, true), second = new(1, 5, other, false);
        SymmetryFunction[] functions =
        [
            new RadialFunction(H, 0.5, 0, 5),
            new CompactRadialFunction(H, wide),
            new CompactRadialFunction(O, skewed),
            new CompactRadialFunction(C, ring),
            new CompactRadialFunction(null, second),
            new CompactAngularFunction(new(H, O), false, wide, 0, 120),
            new CompactAngularFunction(new(H, O), false, ring, 0, 120),
            new CompactAngularFunction(new(H, O), false, ring, 60, 300),
            new CompactAngularFunction(new(H, O), false, second, -90, 90),
            new CompactAngularFunction(new(H, H), false, skewed, 20, 160),
            new CompactAngularFunction(new(C, O), true, wide, 10, 170),
            new CompactAngularFunction(new(C, O), true, ring, 10, 170),
            new CompactAngularFunction(new(C, C), true, skewed, 60, 300),
            new CompactAngularFunction(new(C, C), true, skewed, 60, 300),
            new CompactAngularFunction(null, true, second, 0, 180),
            new CompactAngularFunction(null, false, ring, 90, 270),
            new AngularFunction(new(C, O), true, 0.1, 0, 1, 4, 5),
        ];
        return Set(new CutoffFunction(CutoffShape.Cosine), functions);
    }

    static SymmetryFunctionSet Set(CutoffFunction cutoff, SymmetryFunction[] functions)
    {
        return new SymmetryFunctionSet(cutoff, new Dictionary<Element, IReadOnlyList<SymmetryFunction>>
        {
            [H] = functions,
            [C] = [.. functions.Reverse()],
            [O] = [.. functions.Where((_, i) => i % 2 == 0)],
        });
    }

    /// <summary>A model with random weights whose forces are of the order of eV/Å.</summary>
    internal static BehlerModel Model(SymmetryFunctionSet set, int seed = 7)
    {
        using var evaluator = new DescriptorEvaluator(set);
        var samples = Enumerable.Range(0, 6).Select(i => evaluator.Evaluate(Random(20, i, periodic: true), derivatives: false)).ToArray();
        var scaling = new List<FunctionScaling>();
        for (var s = 0; s < set.Elements.Length; s++)
        {
            var values = new List<double>();
            foreach (var d in samples)
            {
                for (var i = 0; i < d.Count; i++)
                {
                    if (d.Species[i] == s)
                        values.AddRange(d.Values[d.ValueStart(i)..d.ValueStart(i + 1)]);
                }
            }
            scaling.Add(FunctionScaling.Standard(values.ToArray(), set.Count(s)));
        }
        var networks = Enumerable.Range(0, set.Elements.Length).Select(s => ElementNetwork.Random(set.Count(s), [9, 7], seed + s)).ToArray();
        return new BehlerModel(set, scaling, networks, [.. Enumerable.Range(0, set.Elements.Length).Select(s => -10.0 * s - 1)], 0.5);
    }
}
