using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Behler;

namespace Athanor.Potentials.Tests.Behler;

/// <summary>The kernel's values and derivatives against direct sums and their differences.</summary>
public sealed class SymmetryFunctionTests
{
    public static TheoryData<CutoffShape, double> Shapes => new()
    {
        { CutoffShape.Hard, 0 },
        { CutoffShape.Cosine, 0 },
        { CutoffShape.Cosine, 0.3 },
        { CutoffShape.TanhCubed, 0 },
        { CutoffShape.TanhCubedScaled, 0 },
        { CutoffShape.Exponential, 0.1 },
        { CutoffShape.Polynomial1, 0 },
        { CutoffShape.Polynomial2, 0.2 },
        { CutoffShape.Polynomial3, 0 },
        { CutoffShape.Polynomial4, 0.05 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void ValuesAreTheDirectSums(CutoffShape shape, double inner) => CompareWithDirectSums(Samples.Everything(new CutoffFunction(shape, inner)));

    [Theory]
    [MemberData(nameof(Cores))]
    public void CompactValuesAreTheDirectSums(CutoffShape core) => CompareWithDirectSums(Samples.Compact(core));

    public static TheoryData<CutoffShape> Cores =>
        [CutoffShape.Exponential, CutoffShape.Polynomial1, CutoffShape.Polynomial2, CutoffShape.Polynomial3, CutoffShape.Polynomial4];

    static void CompareWithDirectSums(SymmetryFunctionSet set)
    {
        foreach (var structure in new[] { Samples.Random(25, 1, periodic: true), Samples.Random(25, 2, periodic: false), Samples.Random(4, 3, periodic: true, edge: 2.8) })
        {
            using var evaluator = new DescriptorEvaluator(set);
            var found = evaluator.Evaluate(structure, derivatives: false);
            for (var i = 0; i < structure.Count; i++)
            {
                var expected = SlowFunctions.Of(structure, set, i);
                for (var m = 0; m < expected.Length; m++)
                    Assert.Equal(expected[m], found.Values[found.ValueStart(i) + m], 1e-11 * Math.Max(1, Math.Abs(expected[m])));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void DerivativesAreThoseOfTheValues(CutoffShape shape, double inner) => CompareWithDifferences(Samples.Everything(new CutoffFunction(shape, inner)));

    [Theory]
    [MemberData(nameof(Cores))]
    public void CompactDerivativesAreThoseOfTheValues(CutoffShape core) => CompareWithDifferences(Samples.Compact(core));

    static void CompareWithDifferences(SymmetryFunctionSet set)
    {
        // With a step as cutoff an atom crossing it would spoil the differences; nothing crosses in this structure.
        var structure = Samples.Random(12, 5, periodic: true, edge: 4.5);
        using var evaluator = new DescriptorEvaluator(set);
        var found = evaluator.Evaluate(structure, derivatives: true);
        const double h = 1e-4;
        const int moved = 3;
        for (var axis = 0; axis < 3; axis++)
        {
            var step = h * new Vec3(axis == 0 ? 1 : 0, axis == 1 ? 1 : 0, axis == 2 ? 1 : 0);
            Structure plus = structure.Clone(), minus = structure.Clone();
            plus.Positions[moved] += step;
            minus.Positions[moved] -= step;
            Descriptors up = evaluator.Evaluate(plus, false), down = evaluator.Evaluate(minus, false);
            for (var i = 0; i < structure.Count; i++)
            {
                for (var m = 0; m < set.Count(found.Species[i]); m++)
                {
                    var at = found.ValueStart(i) + m;
                    var expected = (up.Values[at] - down.Values[at]) / (2 * h);
                    Assert.Equal(expected, ByAtom(found, i, moved, axis, m), 3e-6 * (1 + Math.Abs(found.Values[at]) + Math.Abs(expected)));
                }
            }
        }
    }

    /// <summary>∂G_im/∂r of one atom, the centre included.</summary>
    static double ByAtom(Descriptors d, int i, int atom, int axis, int m)
    {
        double sum = 0;
        for (var e = d.EntryStart[i]; e < d.EntryStart[i + 1]; e++)
        {
            var value = d.Derivatives[d.DerivativeStart[i] + ((e - d.EntryStart[i]) * 3 + axis) * d.Stride(i) + m];
            if (d.EntryAtom[e] == atom)
                sum += value;
            if (i == atom)
                sum -= value;
        }
        return sum;
    }

    [Fact]
    public void StrainDerivativesAreThoseOfTheValues()
    {
        var set = Samples.Everything(new CutoffFunction(CutoffShape.Polynomial2));
        var structure = Samples.Random(10, 6, periodic: true, edge: 4.2);
        using var evaluator = new DescriptorEvaluator(set);
        var found = evaluator.Evaluate(structure, derivatives: true);
        const double h = 1e-5;
        Mat3[] strains =
        [
            Mat3.Diagonal(1, 0, 0), Mat3.Diagonal(0, 1, 0), Mat3.Diagonal(0, 0, 1),
            new(0, 0, 0, 0, 0, 0.5, 0, 0.5, 0), new(0, 0, 0.5, 0, 0, 0, 0.5, 0, 0), new(0, 0.5, 0, 0.5, 0, 0, 0, 0, 0),
        ];
        for (var component = 0; component < 6; component++)
        {
            Descriptors up = evaluator.Evaluate(structure.Strained(h * strains[component]), false), down = evaluator.Evaluate(structure.Strained(-h * strains[component]), false);
            for (var i = 0; i < structure.Count; i++)
            {
                for (var m = 0; m < set.Count(found.Species[i]); m++)
                {
                    var at = found.ValueStart(i) + m;
                    var expected = (up.Values[at] - down.Values[at]) / (2 * h);
                    var value = found.StrainDerivatives[found.StrainStart(i) + component * found.Stride(i) + m];
                    Assert.Equal(expected, value, 1e-6 * (1 + Math.Abs(found.Values[at]) + Math.Abs(expected)));
                }
            }
        }
    }

    [Fact]
    public void RefusesWhatCannotBeUsed()
    {
        SymmetryFunctionSet Make(SymmetryFunction f) => new(default, new Dictionary<Element, IReadOnlyList<SymmetryFunction>> { [Samples.H] = [f] });
        Assert.Contains("cutoff", Assert.Throws<PotentialException>(() => Make(new RadialFunction(Samples.H, 1, 0, 0))).Message, StringComparison.Ordinal);
        Assert.Contains("O is not", Assert.Throws<PotentialException>(() => Make(new RadialFunction(Samples.O, 1, 0, 5))).Message, StringComparison.Ordinal);
        Assert.Contains("zeta", Assert.Throws<PotentialException>(() => Make(new AngularFunction(null, true, 1, 0, 1, 0, 5))).Message, StringComparison.Ordinal);
        Assert.Contains("eta", Assert.Throws<PotentialException>(() => Make(new RadialFunction(null, -1, 0, 5))).Message, StringComparison.Ordinal);
        Assert.Contains("begin at a length", Assert.Throws<PotentialException>(() => Make(new CompactRadialFunction(null, new(5, 4, CutoffShape.Polynomial2, true)))).Message, StringComparison.Ordinal);
        Assert.Contains("core", Assert.Throws<PotentialException>(() => Make(new CompactRadialFunction(null, new(-5, 5, CutoffShape.Cosine, true)))).Message, StringComparison.Ordinal);
        Assert.Contains("180°", Assert.Throws<PotentialException>(() => Make(new CompactAngularFunction(null, true, new(-5, 5, CutoffShape.Polynomial2, true), 90, 200))).Message, StringComparison.Ordinal);
    }
}
