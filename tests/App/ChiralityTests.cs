using Athanor.Atoms;
using Athanor.Inference;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Potentials.Ace;
using Athanor.Quantum;

namespace Athanor.App.Tests;

/// <summary>
/// A propeller of two blades and one of three about one carbon atom, CH4 He6: like hands or unlike ones, which no three atoms tell apart. Energies are those of Hartree–Fock; a linear expansion of three bodies is blind for what products
/// of pseudoscalars learn.
/// </summary>
public sealed class ChiralityTests : IDisposable
{
    const int Learned = 40, Asked = 8;

    readonly Program _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void Hands_beside_one_another_are_told_apart_by_products_of_pseudoscalars()
    {
        var oracle = PotentialGrammar.Parse("hf/sto-3g", PotentialCatalogue.BuiltIn.With([.. QuantumKinds.All]));
        var random = new Random(3);
        (Structure Like, Structure Unlike)[] pairs = [.. Enumerable.Range(0, Learned + Asked).Select(_ => Pair(random))];
        var energies = new double[2 * pairs.Length];
        using (var evaluator = oracle.Open(EvaluatorOptions.Default))
        {
            var prediction = new Prediction();
            for (var k = 0; k < energies.Length; k++)
            {
                evaluator.Evaluate(k % 2 == 0 ? pairs[k / 2].Like : pairs[k / 2].Unlike, Request.Energy, prediction);
                energies[k] = prediction.Energy;
            }
        }
        double[] blind = Differences(Form([4, 4], null), pairs, energies), seeing = Differences(Form([4, 4], [4, 4, 4]), pairs, energies);
        double wrong = 0, all = 0;
        for (var k = 0; k < Asked; k++)
        {
            var truth = energies[2 * (Learned + k)] - energies[2 * (Learned + k) + 1];
            Assert.Equal(0, blind[k], 1e-6);
            Assert.Equal(Math.Sign(truth), Math.Sign(seeing[k]));
            (wrong, all) = (wrong + (truth - seeing[k]) * (truth - seeing[k]), all + truth * truth);
        }
        Assert.True(Math.Sqrt(wrong / all) < 0.2, $"{Math.Sqrt(all / Asked)} {Math.Sqrt(wrong / all)}");
    }

    /// <summary>Energies of like less unlike hands, of the pairs that were held back.</summary>
    static double[] Differences(AceForm form, (Structure Like, Structure Unlike)[] pairs, double[] energies)
    {
        using var rows = AceRows.Open(form);
        var columns = rows.Columns + 1;
        double[] Row(Structure structure)
        {
            var row = new double[AceRows.CountOf(structure) * columns];
            rows.Fill(structure, row, columns);
            row[columns - 1] = 1;
            return row[..columns];
        }
        double[][] design = [.. pairs.SelectMany(p => new[] { Row(p.Like), Row(p.Unlike) })];
        var kind = new NormalEquations("energies", columns);
        kind.Add(new ReadOnlyMatrixSpan<double>([.. design.Take(2 * Learned).SelectMany(r => r)], 2 * Learned, columns), energies.AsSpan(0, 2 * Learned), 2 * Learned);
        var ridge = new BayesianRidge([kind], [.. Enumerable.Repeat(1.0, columns - 1), 1e-6], Team.Single, [1e-6]);
        for (var k = 0; k < 20; k++)
        {
            ridge.Solve();
            ridge.Update();
        }
        ridge.Solve();
        double Energy(double[] row) => row.Zip(ridge.Weights, (x, w) => x * w).Sum();
        return [.. Enumerable.Range(Learned, Asked).Select(k => Energy(design[2 * k]) - Energy(design[2 * k + 1]))];
    }

    static AceForm Form(int[] degrees, int[]? odd)
    {
        const int functions = 6;
        var random = new Random(1);
        Element[] elements = [.. new[] { "C", "H", "He" }.Select(s => Element.Parse(s))];
        var mixing = new double[elements.Length * elements.Length * functions * (degrees[0] + 1) * AceForm.Lanes];
        for (var k = 0; k < mixing.Length; k++)
            mixing[k] = 0.3 * (2 * random.NextDouble() - 1);
        return new AceForm(elements, new RadialBasis(functions, 4.5, 1.2), degrees, AceForm.Lanes, mixing, odd);
    }

    static (Structure Like, Structure Unlike) Pair(Random random)
    {
        double Near(double x, double by) => x + by * (2 * random.NextDouble() - 1);
        double inner = Near(1.2, 0.05), innerAngle = Near(0.9, 0.05), outer = Near(2.2, 0.1), outerAngle = Near(1.2, 0.05);
        Structure Of(int hand)
        {
            Vec3[] at = [Vec3.Zero, .. Propeller(2, inner, innerAngle, 1), .. Propeller(3, outer, outerAngle, hand)];
            return new Structure([.. at.Select((_, i) => Element.Parse(i == 0 ? "C" : i < 5 ? "H" : "He"))], at);
        }
        return (Of(1), Of(-1));
    }

    /// <summary>Two rings, turned against one another by 30°.</summary>
    static IEnumerable<Vec3> Propeller(int blades, double radius, double polar, int hand)
    {
        for (var k = 0; k < 2 * blades; k++)
        {
            var up = k % 2 == 0 ? 1 : -1;
            var azimuth = 2 * Math.PI * (k / 2) / blades + (up < 0 ? hand * Math.PI / 6 : 0);
            yield return radius * new Vec3(Math.Sin(polar) * Math.Cos(azimuth), Math.Sin(polar) * Math.Sin(azimuth), up * Math.Cos(polar));
        }
    }

    [Fact]
    public void Instant_multiplies_pseudoscalars_on_request_and_others_have_none()
    {
        // Three isolated atoms and sixty molecules of six: they say as much here as all three hundred.
        var frames = File.ReadLines(Path.Combine(SharedData.Repository, "examples", "methanol", "methanol.xyz")).Take(3 * 3 + 60 * 8);
        _program.Write("methanol.xyz", string.Join('\n', frames) + '\n');
        var outcome = _program.Run("train", "methanol.xyz", "--preset", "instant", "--chirality", "-o", "m.athanor").MustEndWith(0);
        Assert.Contains("even products of pseudoscalars", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("two pseudoscalars", _program.Run("inspect", "m.athanor").MustEndWith(0).Output, StringComparison.Ordinal);
        var audit = _program.Run("audit", "m.athanor", "methanol.xyz");
        Assert.Matches("mirror +.*pass|pass +.*mirror", audit.Output);
        Assert.Contains("--preset instant", _program.Run("train", "methanol.xyz", "--preset", "behler", "--chirality", "-o", "n.athanor").Error, StringComparison.Ordinal);
    }
}
