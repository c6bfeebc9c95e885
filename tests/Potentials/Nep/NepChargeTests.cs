using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Electrostatics;
using Athanor.Potentials.Nep;

namespace Athanor.Potentials.Tests.Nep;

/// <summary>Models with charges, in the three modes of electrostatics.</summary>
public sealed class NepChargeTests
{
    public static TheoryData<string> Names => ["PbTe_qNEP_charge1_test", "syn_qnep1.syn_48", "syn_qnep1.syn_prim_3", "syn_qnep2.syn_48", "syn_qnep3.syn_48"];

    static (Frame Frame, NepModel Model) Read(string name)
    {
        Assert.SkipUnless(SharedData.Has("reference/nep"), SharedData.Missing("reference/nep"));
        var frame = StructureFiles.ReadOne(SharedData.PathOf($"reference/nep/{name}.xyz"));
        return (frame, NepFile.Read(SharedData.PathOf($"reference/nep/{frame.Info["model"]}")));
    }

    static double[] Numbers(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(w => double.Parse(w, System.Globalization.CultureInfo.InvariantCulture))];

    static Prediction Evaluate(NepModel model, Structure structure, Precision precision = Precision.Double)
    {
        using var evaluator = model.Open(new EvaluatorOptions(Team.Single, precision));
        var prediction = new Prediction();
        evaluator.Evaluate(structure, Request.Everything | Request.BornCharges, prediction);
        return prediction;
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Agrees_with_NEP_CPU(string name)
    {
        var (frame, model) = Read(name);
        var prediction = Evaluate(model.With(ChargeForce.Reference), frame.Structure);
        var energies = frame.Columns["energies"].Numbers!;
        var charges = frame.Columns["charges"].Numbers!;
        var born = frame.Columns["bec"].Numbers!;
        Assert.Equal(frame.Energy!.Value, prediction.Energy, 1e-10 * frame.Structure.Count);
        for (var i = 0; i < energies.Length; i++)
        {
            Assert.Equal(energies[i], prediction.AtomEnergies[i], 1e-10);
            Assert.Equal(charges[i], prediction.Charges[i], 1e-11);
            Assert.True((prediction.Forces[i] - frame.Forces![i]).Length < 1e-9, $"atom {i + 1}: {prediction.Forces[i]} against {frame.Forces[i]}");
            for (var c = 0; c < 9; c++)
                Assert.Equal(born[9 * i + c], prediction.BornCharges[i][c / 3, c % 3], 1e-10);
        }
        var virial = Numbers(frame.Info["virial"]);
        for (var c = 0; c < 9; c++)
            Assert.Equal(virial[c], prediction.Virial[c / 3, c % 3], 1e-10 * frame.Structure.Count);
        // Without the switch 2π has more digits.
        Assert.Equal(prediction.Energy, Evaluate(model, frame.Structure).Energy, 1e-9 * frame.Structure.Count);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Single_precision_is_near(string name)
    {
        var (frame, model) = Read(name);
        var expected = Evaluate(model, frame.Structure);
        var prediction = Evaluate(model, frame.Structure, Precision.Single);
        for (var i = 0; i < expected.Count; i++)
        {
            Assert.True((prediction.Forces[i] - expected.Forces[i]).Length < 1e-4, $"atom {i + 1}: {prediction.Forces[i]} against {expected.Forces[i]}");
            Assert.Equal(expected.Charges[i], prediction.Charges[i], 1e-5);
        }
    }

    static NepModel Random(int mode, bool zbl) => NepSamples.Random(NepSamples.Forms["nep4 l3"] with
    {
        ChargeMode = mode,
        AngularCutoffs = [4, 4, 4],
        Zbl = zbl ? new NepZbl { Inner = 0.7, Outer = 1.6 } : null,
    });

    public static TheoryData<int, bool> Modes => new() { { 1, true }, { 2, true }, { 3, true }, { 1, false }, { 2, false }, { 3, false } };

    [Theory]
    [MemberData(nameof(Modes))]
    public void Forces_and_virial_are_the_gradient(int mode, bool periodic)
    {
        var model = Random(mode, zbl: mode != 2);
        var structure = NepSamples.Structure(model, 9, seed: 6, periodic: periodic);
        using var evaluator = model.Open(EvaluatorOptions.Default);
        var prediction = Evaluate(model, structure);
        var probe = new Prediction();
        double Energy(Structure s)
        {
            evaluator.Evaluate(s, Request.Energy, probe);
            return probe.Energy;
        }

        for (var d = 0; d < 3; d++)
        {
            var slope = Difference(x =>
            {
                var moved = structure.Clone();
                moved.Positions[2] += x * Unit(d);
                return Energy(moved);
            });
            Assert.Equal(-slope, prediction.Forces[2][d], 1e-6);
            for (var e = 0; e < 3; e++)
                Assert.Equal(-Difference(x => Energy(structure.Strained(x * Mat3.Outer(Unit(d), Unit(e))))), prediction.Virial[d, e], 1e-5);
        }
        Assert.True(prediction.Charges.ToArray().Max(Math.Abs) > 0.01);
        Assert.Equal(0, prediction.Charges.ToArray().Sum(), 1e-12);
    }

    [Theory]
    [InlineData(1, 2e-4)]
    [InlineData(2, 1e-6)]
    [InlineData(3, 1e-9)]
    public void A_molecule_is_what_a_large_box_tends_to(int mode, double tolerance)
    {
        var model = Random(mode, zbl: false);
        var molecule = NepSamples.Structure(model, 9, seed: 4, periodic: false);
        var alone = Evaluate(model, molecule);
        double Boxed(double edge) => Evaluate(model, new Structure([.. molecule.Elements], molecule.Positions, Cell.Cubic(edge), Periodicity.All)).Energy - alone.Energy;

        // What is left is the dipole's action on its images, which falls as 1/V; and in mode 1 the pairs beyond the cutoff, erfc π of theirs.
        double near = Boxed(30), far = Boxed(60);
        Assert.Equal(mode == 3 ? 0 : near / 8, far, tolerance);
        Assert.Equal(mode == 3, Math.Abs(near) < 1e-9);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void An_image_of_an_atom_is_the_atom(int mode)
    {
        var model = Random(mode, zbl: false);
        var structure = NepSamples.Structure(model, 9, seed: 4);
        var moved = structure.Clone();
        moved.Positions[3] += structure.Cell!.ToCartesian(new Vec3(3, -2, 5));
        Prediction one = Evaluate(model, structure), other = Evaluate(model, moved), eight = Evaluate(model, structure.Repeat(2, 2, 2));
        Assert.Equal(one.Energy, other.Energy, 1e-11);
        Assert.Equal(0, (one.Forces[3] - other.Forces[3]).Length, 1e-10);
        Assert.Equal(8 * one.Energy, eight.Energy, 1e-10);
    }

    [Fact]
    public void Films_have_no_sum_but_in_the_third_mode()
    {
        var structure = Samples.Film(NepSamples.Structure(Random(1, false), 9, seed: 4));
        Assert.Contains("three", Assert.Throws<PotentialException>(() => Evaluate(Random(1, false), structure)).Message, StringComparison.Ordinal);
        Assert.True(double.IsFinite(Evaluate(Random(3, false), structure).Energy));
    }

    [Fact]
    public void In_a_sum_it_keeps_its_electrostatics()
    {
        var model = Random(1, zbl: false);
        var structure = NepSamples.Structure(model, 9, seed: 5);
        var alone = Evaluate(model, structure);
        Assert.Null(((IPotential)model).Cutoff);
        Assert.Equal(2 * alone.Energy, new WeightedSum([(1.5, model), (0.5, model)]).Evaluate(structure).Energy, 1e-9);
    }

    [Fact]
    public void The_same_bits_on_two_threads()
    {
        var model = Random(1, zbl: true);
        var structure = NepSamples.Structure(model, 60, seed: 5, edge: 12).Repeat(2, 2, 2);
        using var team = new Team(2);
        Prediction one = model.Evaluate(structure), two = model.Evaluate(structure, new EvaluatorOptions(team));
        Assert.Equal((one.Energy, one.Virial), (two.Energy, two.Virial));
        Assert.Equal(one.Forces.ToArray(), two.Forces.ToArray());
        Assert.Equal(one.Charges.ToArray(), two.Charges.ToArray());
    }

    [Fact]
    public void Which_forces_is_said_behind_the_path()
    {
        var folder = Directory.CreateTempSubdirectory("athanor-");
        try
        {
            string charged = Path.Combine(folder.FullName, "a,charge-force=b.txt"), plain = Path.Combine(folder.FullName, "plain.txt");
            NepFile.Write(Random(1, zbl: true), charged, overwrite: false);
            NepFile.Write(NepSamples.Model("nep4 l2"), plain, overwrite: false);
            NepModel Open(string name) => (NepModel)PotentialGrammar.Parse(name);

            Assert.Equal(ChargeForce.Reference, Open($"nep:{charged},charge-force=reference").ChargeForce);
            Assert.Equal(ChargeForce.Exact, Open($"nep:{charged},charge-force=exact").ChargeForce);
            Assert.Equal($"nep:{charged},charge-force=reference", Open($"nep:{charged},charge-force=reference").Name);
            Assert.Contains("not 'best'", Assert.Throws<PotentialGrammarException>(() => Open($"nep:{charged},charge-force=best")).Message, StringComparison.Ordinal);
            Assert.Contains("no charges", Assert.Throws<PotentialGrammarException>(() => Open($"nep:{plain},charge-force=exact")).Message, StringComparison.Ordinal);
            Assert.Equal(ChargeForce.Exact, Open(plain).ChargeForce);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static Vec3 Unit(int axis) => new(axis == 0 ? 1 : 0, axis == 1 ? 1 : 0, axis == 2 ? 1 : 0);

    static double Difference(Func<double, double> f)
    {
        // Short steps: where a wave vector comes or goes the energy jumps, by 1e-8 here, and these models let them go where that is not nothing.
        const double h = 1e-5;
        return (8 * (f(h) - f(-h)) - (f(2 * h) - f(-2 * h))) / (12 * h);
    }
}
