using System.Globalization;
using System.Text.Json;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Ani;
using MathNet.Numerics.LinearAlgebra;

namespace Athanor.Potentials.Tests.Ani;

/// <summary>The published models against TorchANI 2.2.4 in double precision.</summary>
public sealed class AniReferenceTests
{
    const string Zoo = "reference/ani/ani-model-zoo";

    /// <summary>CODATA 2014, in which the reference's eV are.</summary>
    const double ReferenceHartree = 27.211386024367243;

    static readonly Dictionary<string, Lazy<IPotential>> Opened = new[] { "1x", "1ccx", "2x" }.ToDictionary(n => n, n => new Lazy<IPotential>(() => PotentialGrammar.Parse(InfoOf(n))));

    internal static string InfoOf(string name) => SharedData.PathOf($"{Zoo}/ani-{name}_8x.info");

    /// <summary>A published model, read once for all tests.</summary>
    internal static Committee Model(string name) => (Committee)Opened[name].Value;

    static Frame[] Frames(string name) => [.. StructureFiles.Read(SharedData.PathOf($"reference/ani/ref_ani{name}.extxyz"))];

    static double[] Numbers(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(w => double.Parse(w, CultureInfo.InvariantCulture))];

    [Theory]
    [InlineData("1x")]
    [InlineData("1ccx")]
    [InlineData("2x")]
    public void EveryFrameAgreesWithTorchAni(string name)
    {
        Assert.SkipUnless(SharedData.Has(Zoo), SharedData.Missing(Zoo));
        var frames = Frames(name);
        Assert.True(frames.Length >= 25);
        using var evaluator = Model(name).Open(EvaluatorOptions.Default);
        using var single = Model(name).Open(EvaluatorOptions.Default with { Precision = Precision.Single });
        var unit = ReferenceHartree / AniModel.Hartree;
        Prediction found = new(), rough = new();
        double energyError = 0, forceError = 0, stressError = 0, atomError = 0, stdError = 0, singleError = 0, singleEnergyError = 0;
        foreach (var frame in frames)
        {
            var structure = frame.Structure;
            evaluator.Evaluate(structure, Request.Everything, found);
            energyError = Math.Max(energyError, Math.Abs(found.Energy / AniModel.Hartree - double.Parse(frame.Info["energy_hartree"], CultureInfo.InvariantCulture)));
            stdError = Math.Max(stdError, Math.Abs(found.EnergyStd!.Value * unit - double.Parse(frame.Info["qbc_std"], CultureInfo.InvariantCulture)));
            var atoms = frame.Columns["atomic_energies"].Numbers!;
            single.Evaluate(structure, Request.Forces, rough);
            singleEnergyError = Math.Max(singleEnergyError, Math.Abs(found.Energy - rough.Energy) / structure.Count);
            for (var i = 0; i < structure.Count; i++)
            {
                forceError = Math.Max(forceError, (unit * found.Forces[i] - frame.Forces![i]).Length);
                singleError = Math.Max(singleError, (found.Forces[i] - rough.Forces[i]).Length);
                atomError = Math.Max(atomError, Math.Abs(unit * found.AtomEnergies[i] - atoms[i]));
            }
            if (found.StressIn(structure) is { } stress)
            {
                for (var c = 0; c < 9; c++)
                    stressError = Math.Max(stressError, Math.Abs(unit * stress[c / 3, c % 3] - frame.Stress!.Value[c / 3, c % 3]));
            }
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{name}: energy {energyError:g2} Ha, forces {forceError:g2} eV/Å, stress {stressError:g2} eV/Å³, atoms {atomError:g2} eV, std {stdError:g2} eV; single forces {singleError:g2} eV/Å, energy {singleEnergyError:g2} eV/atom");
        Assert.True(energyError < 1e-10, $"energy: {energyError} Ha");
        // PyTorch 1.13 takes CELU's slope with the float next to 0.1 for α. With that slope here too, forces agree to 9e-13 eV/Å and stresses to 5e-14 eV/Å³; with the right one the
        // forces are the derivatives of the energy, to which AniModelTests hold them.
        Assert.True(forceError < 2e-7, $"forces: {forceError} eV/Å");
        Assert.True(stressError is > 0 and < 2e-9, $"stress: {stressError} eV/Å³");
        Assert.True(atomError < 1e-8, $"energies by atom: {atomError} eV");
        Assert.True(stdError < 1e-7, $"standard deviations: {stdError} eV");
        Assert.True(singleError < 1e-4, $"forces in single precision: {singleError} eV/Å");
        Assert.True(singleEnergyError < 1e-5, $"energies in single precision: {singleEnergyError} eV/atom");
    }

    [Theory]
    [InlineData("1x")]
    [InlineData("1ccx")]
    [InlineData("2x")]
    public void EveryMemberAgreesWithTorchAni(string name)
    {
        Assert.SkipUnless(SharedData.Has(Zoo), SharedData.Missing(Zoo));
        var frames = Frames(name).Where(f => f.Structure.Count <= 30).ToArray();
        for (var m = 0; m < 8; m++)
        {
            var member = Model(name).Members[m];
            using var evaluator = member.Open(EvaluatorOptions.Default);
            var found = new Prediction();
            foreach (var frame in frames)
            {
                evaluator.Evaluate(frame.Structure, Request.Energy, found);
                var expected = Numbers(frame.Info["member_energies"])[m] / ReferenceHartree;
                Assert.Equal(expected, found.Energy / AniModel.Hartree, 1e-10);
            }
        }
    }

    [Fact]
    public void WatersEnvironmentVectorIsThatOfTorchAni()
    {
        Assert.SkipUnless(SharedData.Has(Zoo), SharedData.Missing(Zoo));
        using var json = JsonDocument.Parse(File.ReadAllText(SharedData.PathOf("reference/ani/water_aev.json")));
        var elements = json.RootElement.GetProperty("symbols").EnumerateArray().Select(s => Element.Parse(s.GetString())).ToArray();
        var positions = json.RootElement.GetProperty("positions").EnumerateArray().Select(Vector).ToArray();
        foreach (var name in new[] { "1x", "2x" })
        {
            var functions = ((AniModel)Model(name).Mean).Functions;
            var reference = json.RootElement.GetProperty($"ani{name}").GetProperty("aev").EnumerateArray().Select(Row).ToArray();
            var slow = SlowAev.Of(functions, new Structure(elements, positions));
            for (var i = 0; i < elements.Length; i++)
            {
                Assert.Equal(functions.Count, reference[i].Length);
                for (var k = 0; k < reference[i].Length; k++)
                    Assert.Equal(reference[i][k], slow[i][k], 1e-12);
            }
        }
    }

    [Theory]
    [InlineData("1x")]
    [InlineData("1ccx")]
    [InlineData("2x")]
    public void HarmonicWavenumbersAgreeWithTorchAni(string name)
    {
        Assert.SkipUnless(SharedData.Has(Zoo), SharedData.Missing(Zoo));
        using var json = JsonDocument.Parse(File.ReadAllText(SharedData.PathOf("reference/ani/harmonic_frequencies.json")));
        using var evaluator = Model(name).Open(EvaluatorOptions.Default);
        var unit = json.RootElement.GetProperty("sqrt_eV_per_A2_amu_to_cm1").GetDouble();
        double worst = 0, worstEntry = 0;
        foreach (var molecule in json.RootElement.GetProperty($"ani{name}").EnumerateObject())
        {
            var m = molecule.Value;
            var structure = new Structure(
                [.. m.GetProperty("symbols").EnumerateArray().Select(s => Element.Parse(s.GetString()))], [.. m.GetProperty("positions").EnumerateArray().Select(Vector)]);
            double[] masses = Row(m.GetProperty("masses"));
            var hessian = Hessian(evaluator, structure);
            var reference = m.GetProperty("hessian_eV_A2").EnumerateArray().Select(Row).ToArray();
            for (var r = 0; r < hessian.RowCount; r++)
            {
                for (var c = 0; c < hessian.RowCount; c++)
                {
                    worstEntry = Math.Max(worstEntry, Math.Abs(hessian[r, c] * ReferenceHartree / AniModel.Hartree - reference[r][c]));
                    hessian[r, c] *= ReferenceHartree / AniModel.Hartree / Math.Sqrt(masses[r / 3] * masses[c / 3]);
                }
            }
            var found = hessian.Evd(Symmetricity.Symmetric).EigenValues.Select(e => unit * Math.Sign(e.Real) * Math.Sqrt(Math.Abs(e.Real))).Order().ToArray();
            var expected = Row(m.GetProperty("frequencies_unprojected_cm1")).Order().ToArray();
            for (var k = 0; k < expected.Length; k++)
            {
                if (expected[k] > 100)
                    worst = Math.Max(worst, Math.Abs(found[k] - expected[k]));
            }
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{name}: wavenumbers {worst:g2} 1/cm, entries {worstEntry:g2} eV/Å²");
        Assert.True(worst is > 0 and < 1e-3, $"{worst} 1/cm");
    }

    /// <summary>∂²E/∂r∂r, column by column, symmetrised.</summary>
    static Matrix<double> Hessian(IEvaluator evaluator, Structure structure)
    {
        // Exact: at a symmetric minimum some neurons stand 1e-7 from CELU's kink, and differences over 1e-5 Å go across.
        var tangents = ForceTangents.Of(evaluator);
        Assert.True(tangents.HasForceTangent);
        var hessian = Matrix<double>.Build.Dense(3 * structure.Count, 3 * structure.Count);
        Vec3[] direction = new Vec3[structure.Count], tangent = new Vec3[structure.Count];
        for (var c = 0; c < 3 * structure.Count; c++)
        {
            Array.Clear(direction);
            direction[c / 3] = new Vec3(c % 3 == 0 ? 1 : 0, c % 3 == 1 ? 1 : 0, c % 3 == 2 ? 1 : 0);
            tangents.ForceTangent(structure, direction, tangent);
            for (var r = 0; r < 3 * structure.Count; r++)
                hessian[r, c] = -tangent[r / 3][r % 3];
        }
        return (hessian + hessian.Transpose()) / 2;
    }

    static Vec3 Vector(JsonElement row) => new(row[0].GetDouble(), row[1].GetDouble(), row[2].GetDouble());

    static double[] Row(JsonElement row) => [.. row.EnumerateArray().Select(x => x.GetDouble())];
}
