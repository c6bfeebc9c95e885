using System.Text.Json;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Properties;

namespace Athanor.Bench;

/// <summary>What phonons cost, forces apart, beside the times that phonopy's reference was computed in (../shared/reference/phonon), on one thread.</summary>
static class PhononBench
{
    public static void Run()
    {
        foreach (var (system, expression) in new[] { ("si-sw", "sw"), ("ar-lj", "lj:epsilon=0.0104,sigma=3.4,cutoff=8.5,shift"), ("cu-emt", "emt"), ("al-emt", "emt") })
        {
            var path = Path.Combine("..", "shared", "reference", "phonon", $"phonon-{system}.json");
            if (!File.Exists(path))
            {
                Console.WriteLine($"{system}: needs {path}");
                continue;
            }
            using var document = JsonDocument.Parse(File.ReadAllText(path));
            Compare(system, PotentialGrammar.Parse(expression), document.RootElement);
        }
    }

    static void Compare(string system, IPotential potential, JsonElement reference)
    {
        var element = Element.Parse(reference.GetProperty("element").GetString()!);
        var a = reference.GetProperty("a0_A").GetDouble();
        var conventional = system == "si-sw" ? Crystal.Diamond(element, a) : Crystal.Fcc(element, a);
        conventional.Masses = [.. Enumerable.Repeat(reference.GetProperty("mass_amu").GetDouble(), conventional.Count)];
        var crystal = PrimitiveCrystal.Of(conventional);
        var lattice = crystal.Supercell(Mat3.Diagonal(4, 4, 4));
        var constants = ForceConstants.Of(lattice, potential);
        // The derivative of forces alone, which is what the potential costs and is taken off.
        using var evaluator = potential.Open(new EvaluatorOptions(Team.Single, Skin: 0.1));
        var tangents = ForceTangents.Of(evaluator);
        var (direction, tangent) = (new Vec3[lattice.Structure.Count], new Vec3[lattice.Structure.Count]);
        direction[0] = new Vec3(1, 0, 0);
        var forces = Clock.Measure(() => tangents.ForceTangent(lattice.Structure, direction, tangent), 1);
        var fresh = Clock.Measure(() =>
        {
            using var opened = potential.Open(new EvaluatorOptions(Team.Single, Skin: 0.1));
            ForceTangents.Of(opened).ForceTangent(lattice.Structure, direction, tangent);
        }, 1);
        var whole = Clock.Measure(() => ForceConstants.Of(crystal.Supercell(Mat3.Diagonal(4, 4, 4)), potential), 1);
        WaveVectorMesh mesh = null!;
        PhononModes modes = null!;
        var meshing = Clock.Measure(() =>
        {
            mesh = new WaveVectorMesh(crystal.Structure.Cell!, crystal.Group, 31, 31, 31);
            modes = new DynamicalMatrices(constants).At(mesh.Points);
        }, 1);
        double[] frequencies = [.. reference.GetProperty("dos").GetProperty("freq_THz").EnumerateArray().Select(x => x.GetDouble())];
        var density = Clock.Measure(() => PhononDensity.ByTetrahedra(mesh, modes, crystal.Structure, frequencies), 1);
        var all = Clock.Measure(() => new DynamicalMatrices(constants).At(new WaveVectorMesh(crystal.Structure.Cell!, null, 31, 31, 31).Points), 1);
        double Peer(string name) => 1e3 * reference.GetProperty("timing_s").GetProperty(name).GetDouble();
        Console.WriteLine($"{system}, {lattice.Structure.Count} atoms, processor time (phonopy's wall time):");
        Console.WriteLine($"  force constants {1e3 * (whole.Processor - fresh.Processor):F1} ms ({Peer("force_constants"):F0}), their derivative of forces {1e3 * fresh.Processor:F1} ms with a new neighbour list, {1e3 * forces.Processor:F1} without");
        Console.WriteLine($"  31³ mesh {1e3 * meshing.Processor:F1} ms ({Peer("mesh31"):F0}), {mesh.Points.Count} of {mesh.Count} wave vectors; by time reversal alone {1e3 * all.Processor:F1} ms");
        Console.WriteLine($"  density of states {1e3 * density.Processor:F1} ms ({Peer("dos"):F0})");
        Console.WriteLine($"  all of it {1e3 * (whole.Processor - fresh.Processor + meshing.Processor + density.Processor):F1} ms ({Peer("force_constants") + Peer("mesh31") + Peer("dos"):F0})");
        Deviations(new DynamicalMatrices(constants), mesh, modes, density: PhononDensity.ByTetrahedra(mesh, modes, crystal.Structure, frequencies), reference);
    }

    static void Deviations(DynamicalMatrices matrices, WaveVectorMesh mesh, PhononModes modes, PhononDensity density, JsonElement reference)
    {
        double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(x => x.GetDouble())];
        var (worst, relative) = (0.0, 0.0);
        var points = reference.GetProperty("path").EnumerateArray().Select(p => (Q: Numbers(p.GetProperty("q")), F: Numbers(p.GetProperty("freq_THz")))).ToArray();
        var bands = matrices.At([.. points.Select(p => new Vec3(p.Q[0], p.Q[1], p.Q[2]))]);
        for (var q = 0; q < points.Length; q++)
        {
            for (var m = 0; m < bands.Branches; m++)
            {
                var off = Math.Abs(bands.Frequency(q, m) - points[q].F[m]);
                worst = Math.Max(worst, off);
                if (points[q].F[m] > 0.01)
                    relative = Math.Max(relative, off / points[q].F[m]);
            }
        }
        var thermal = reference.GetProperty("thermal");
        var heat = new CrystalThermodynamics(mesh, modes);
        var capacity = Numbers(thermal.GetProperty("T")).Zip(Numbers(thermal.GetProperty("Cv"))).Where(p => p.First > 0)
            .Max(p => Math.Abs(heat.At(p.First).HeatCapacity * 1000 / Units.KilojoulePerMole / p.Second - 1));
        var states = Numbers(reference.GetProperty("dos").GetProperty("dos_states_per_THz_per_primcell"));
        var difference = states.Zip(density.States).Average(p => Math.Abs(p.First - p.Second)) / states.Max();
        Console.WriteLine($"  bands within {worst:0.00000} THz, {100 * relative:0.0000} %; Cv from 50 to 1000 K within {100 * capacity:0.0000} %; density of states within {100 * difference:0.000} % of its peak on average");
    }
}
