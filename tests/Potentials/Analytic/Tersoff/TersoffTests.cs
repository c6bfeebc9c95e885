using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Tests.Fuzz;

namespace Athanor.Potentials.Tests;

/// <summary>Tersoff's potentials: against a plain loop, published numbers, LAMMPS, and files that are broken.</summary>
public sealed class TersoffTests
{
    /// <summary>Made up: two elements, all that differs differing (but what repels unlike atoms, of which LAMMPS takes one or the other), with stretch and cutoffs of third atoms of their own.</summary>
    const string Made = """
        # DATE: none
        # e1 e2 e3 m gamma lambda3 c d costheta0 n beta lambda2 B R D lambda1 A
        Si Si Si 3 1.0 1.3 4.8 2.0 0.0 22.9 0.33 1.32 95.3 2.9 0.2 3.2 3264.7
        Si Si C  1 0.9 0.2 3.8 1.5 -0.1 0.0 0.0 0.0 0.0 2.4 0.3 0.0 0.0
        Si C  Si 3 1.1 0.0 2.8 1.2 -0.2 0.0 0.0 0.0 0.0 2.7 0.15 0.0 0.0
        Si C  C  1 1.0 0.4 2.9 1.3 -0.3 0.9 0.02
                 1.97 395.1 2.5 0.3 2.98 1597.3  # over two lines
        C  Si Si 3 1.0 0.7 1.9 1.1 -0.4 0.8 0.01 1.97 380.1 2.5 0.3 2.98 1597.3
        C  Si C  3 1.2 0.9 1.5 0.9 -0.5 0.0 0.0 0.0 0.0 2.1 0.2 0.0 0.0
        C  C  Si 1 1.0 0.0 1.4 0.8 0.1 0.0 0.0 0.0 0.0 2.3 0.25 0.0 0.0
        C  C  C  3 1.0 0.0 38049 4.3484 -0.57058 0.72751 1.5724e-7 2.2119 346.7 1.95 0.15 3.4879 1393.6
        """;

    static Structure Box(string symbols, double a) =>
        Crystal.Diamond(Element.Parse(symbols.Split(' ')[0]), a).Repeat(2, 2, 2).Coloured(2, symbols.Split(' ')).Strained(new Mat3(0.03, 0, 0, 0.04, -0.03, 0, -0.03, 0.05, 0.01)).Rattled(0.2, 7);

    static string Written(string content = Made) => EamSamples.Written(content, "made.tersoff");

    [Theory]
    [InlineData("tersoff:Si", 1)]
    [InlineData("tersoff:Si", 2)]
    [InlineData("tersoff:Si-T2", 1)]
    public void A_plain_loop_says_the_same(string expression, int cells)
    {
        var structure = Samples.Silicon(cells).Strained(-0.04 * Mat3.Identity);
        var expected = expression.EndsWith('2')
            ? DoubleLoops.Tersoff(structure, 3264.7, 95.373, 3.2394, 1.3258, 1.3258, 0.33675, 22.956, 4.8381, 2.0417, 0, 3.0, 0.2)
            : DoubleLoops.Tersoff(structure, 1830.8, 471.18, 2.4799, 1.7322, 0, 1.1e-6, 0.78734, 1.0039e5, 16.217, -0.59825, 2.85, 0.15);
        var prediction = PotentialGrammar.Parse(expression).Evaluate(structure);
        Assert.Equal(expected, prediction.Energy, 1e-10 * Math.Abs(expected));
    }

    // Cohesive energies at the lattice constants of the papers' tables: Si 4.63 eV at 5.432 Å (T3), C 7.37 at 3.566, Ge 3.85 at 5.657, SiC 6.165 a atom at 4.321 (PRB 39, 5566).
    [Theory]
    [InlineData("tersoff:Si", "Si", 5.432, 4.63)]
    [InlineData("tersoff:C", "C", 3.566, 7.37)]
    [InlineData("tersoff:Ge", "Ge", 5.657, 3.85)]
    [InlineData("tersoff:Si-T2", "Si", 5.431, 4.63)]
    public void Crystals_have_their_published_energy_and_size(string expression, string symbol, double a, double cohesion)
    {
        var crystal = Crystal.Diamond(Element.Parse(symbol), a);
        var prediction = PotentialGrammar.Parse(expression).Evaluate(crystal);
        Assert.Equal(-cohesion, prediction.Energy / crystal.Count, 0.006);
        // At rest but for the last digit of the lattice constant.
        Assert.Equal(0, prediction.Virial.XX / crystal.Count, 0.012);
    }

    [Fact]
    public void Silicon_carbide_has_its_published_energy()
    {
        var crystal = Crystal.ZincBlende(Element.Parse("Si"), Element.Parse("C"), 4.321);
        Assert.Equal(-6.165, PotentialGrammar.Parse("tersoff:SiC").Evaluate(crystal).Energy / crystal.Count, 0.01);
    }

    [Fact]
    public void Numbers_are_those_of_lammps()
    {
        Assert.SkipUnless(LammpsPeer.IsInstalled, LammpsPeer.Missing);
        var path = Written();
        LammpsPeer.Agrees(PotentialGrammar.Parse(path), Box("C Si", 4.6), "tersoff", path);
    }

    [Theory(Explicit = true)]
    [Trait("Category", "Long")]
    [InlineData("Si.tersoff", "Si", 5.4)]
    [InlineData("Ge.tersoff", "Ge", 5.6)]
    [InlineData("SiC.tersoff", "Si C", 4.5)]
    // Here the repulsion of C and Si is given twice, the last digits differ, and LAMMPS takes either; we take the mean.
    [InlineData("SiC_1989.tersoff", "Si C", 4.5, 1e-6)]
    [InlineData("SiC_Erhart-Albe.tersoff", "Si C", 4.5)]
    [InlineData("SiCGe.tersoff", "C", 3.6)]
    [InlineData("GaN.tersoff", "Ga N", 4.6)]
    [InlineData("BNC.tersoff", "B N C", 3.7)]
    [InlineData("SiO.tersoff", "Si O", 4.4)]
    public void Published_files_are_read_as_lammps_reads_them(string file, string symbols, double a, double tolerance = 1e-9)
    {
        Assert.SkipUnless(LammpsPeer.IsInstalled && LammpsPeer.Potentials is not null, LammpsPeer.Missing);
        var path = Path.Combine(LammpsPeer.Potentials!, file);
        LammpsPeer.Agrees(PotentialGrammar.Parse($"tersoff:{path}"), Box(symbols, a), "tersoff", path, tolerance);
    }

    [Fact]
    public void Forces_of_a_file_are_the_gradient_and_its_tangents_their_derivative()
    {
        using var evaluator = PotentialGrammar.Parse($"tersoff:{Written()}").Open(EvaluatorOptions.Default);
        var structure = Samples.Carbide(1);
        var prediction = new Prediction();
        var forces = ForceTangents.Of(evaluator);
        Assert.True(forces.HasForceTangent);
        var direction = ForceTangentTests.Direction(structure.Count, 3);
        var tangent = new Vec3[structure.Count];
        forces.ForceTangent(structure, direction, tangent);
        (double Energy, Vec3[] Forces) At(double t)
        {
            evaluator.Evaluate(structure.With(structure.Cell, [.. structure.Positions.Zip(direction, (r, v) => r + t * v)]), Request.Forces, prediction);
            return (prediction.Energy, prediction.Forces.ToArray());
        }
        const double h = 2e-4;
        var (up, down, up2, down2) = (At(h), At(-h), At(2 * h), At(-2 * h));
        var along = At(0).Forces.Zip(direction, Vec3.Dot).Sum();
        Assert.Equal(-along, (8 * (up.Energy - down.Energy) - (up2.Energy - down2.Energy)) / (12 * h), 1e-7 * Math.Abs(along));
        var scale = Samples.Rms(tangent);
        for (var i = 0; i < structure.Count; i++)
            Assert.Equal(0, (tangent[i] - 1 / (12 * h) * (8 * (up.Forces[i] - down.Forces[i]) - (up2.Forces[i] - down2.Forces[i]))).Length, 1e-6 * scale);
    }

    [Theory]
    [InlineData("Si Si Si 3 ", "Si Si Si 2 ", "made.tersoff, line 3: the exponent m is 1 or 3")]
    [InlineData("C  Si C  3", "C  Si Xx 3", "'Xx' is not the symbol")]
    [InlineData("2.9 0.2 3.2", "2.9 0 3.2", "0 < D ≤ R is expected")]
    [InlineData("C  C  Si 1", "C  Si C 1", "given twice")]
    [InlineData("1393.6", "1393.6 5", "this one has 18")]
    [InlineData(" 1393.6", "", "16 of its 17 words")]
    [InlineData("22.9", "0", "n must be above zero")]
    public void Mistakes_are_pointed_at(string from, string to, string says)
    {
        var path = Written(Made.Replace(from, to));
        Assert.Contains(says, Assert.ThrowsAny<PotentialException>(() => PotentialGrammar.Parse($"tersoff:{path}")).Message);
    }

    [Fact]
    public void A_triple_that_is_missing_is_named_when_it_is_needed()
    {
        var path = Written(string.Join('\n', Made.Split('\n').Where(l => !l.StartsWith("C  Si C", StringComparison.Ordinal))));
        var potential = PotentialGrammar.Parse(path);
        Assert.True(double.IsFinite(potential.Evaluate(Samples.Silicon(1)).Energy));
        Assert.Contains("has no entry 'C Si C'", Assert.ThrowsAny<PotentialException>(() => potential.Evaluate(Samples.Carbide(1))).Message);
    }

    [Fact]
    public void Damaged_files_give_a_sentence() => Fuzz(1500, 1);

    [Fact(Explicit = true)]
    [Trait("Category", "Long")]
    public void A_hundred_thousand_damaged_files_give_a_sentence() => Fuzz(100_000, 1_000_000);

    static void Fuzz(int inputs, int seed)
    {
        var fuzz = new FuzzRun
        {
            Files = new Dictionary<string, byte[]> { ["a.tersoff"] = System.Text.Encoding.UTF8.GetBytes(Made) },
            Read = folder =>
            {
                var potential = PotentialGrammar.Parse($"tersoff:{Path.Combine(folder, "a.tersoff")}");
                Assert.NotEmpty(PotentialCard.Of(potential));
                var elements = Element.All.Where(potential.Covers).ToArray();
                potential.Evaluate(new Structure([elements[0], elements[^1], elements[0]], [Vec3.Zero, new(1.6, 0.3, 0.1), new(0, 1.7, 0.2)]));
            },
        };
        var report = fuzz.Run(inputs, seed);
        Assert.True(report.Accepted > inputs / 20 && report.Refused > inputs / 20, report.ToString());
    }
}
