using System.Net;
using System.Net.Sockets;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Quantum.Tests;

/// <summary>Structures, addresses and comparisons that the tests of the socket protocol share.</summary>
static class Samples
{
    public const string ArgonLaw = "lj:epsilon=0.0104,sigma=3.4,cutoff=8.5";

    static readonly PotentialCatalogue Catalogue = PotentialCatalogue.BuiltIn.With([.. QuantumKinds.All]);

    public static IPotential Open(string expression) => PotentialGrammar.Parse(expression, Catalogue);

    /// <summary>A name nobody else has.</summary>
    public static string FreeName() => $"unix:athanor-{Guid.NewGuid():N}"[..24];

    public static string FreePort()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return $"localhost:{((IPEndPoint)probe.LocalEndPoint!).Port}";
    }

    /// <summary>Eight disturbed atoms in a cell that leans every way.</summary>
    public static Structure Silicon(bool leftHanded = false)
    {
        Vec3[] fractional =
        [
            new(0, 0, 0), new(0, 0.5, 0.5), new(0.5, 0, 0.5), new(0.5, 0.5, 0),
            new(0.25, 0.25, 0.25), new(0.25, 0.75, 0.75), new(0.75, 0.25, 0.75), new(0.75, 0.75, 0.25),
        ];
        Vec3 a = new(5.4, 0.2, -0.3), b = new(0.4, 5.5, 0.1), c = new(-0.2, 0.3, 5.6);
        return Disturbed("Si", fractional, leftHanded ? new Cell(b, a, c) : new Cell(a, b, c), 1);
    }

    /// <summary>32 disturbed atoms in a cube, or in a cell as LAMMPS wants it: a along x, b in the plane of x and y.</summary>
    public static Structure Argon(bool leaning = false)
    {
        var fractional = new List<Vec3>();
        for (var k = 0; k < 8; k++)
        {
            var corner = new Vec3(k & 1, k >> 1 & 1, k >> 2);
            foreach (var site in (Vec3[])[new(0, 0, 0), new(0, 0.5, 0.5), new(0.5, 0, 0.5), new(0.5, 0.5, 0)])
                fractional.Add(0.5 * (corner + site));
        }
        var cell = leaning ? new Cell(new Vec3(10.6, 0, 0), new Vec3(1.1, 10.5, 0), new Vec3(-0.7, 0.6, 10.8)) : Cell.Cubic(10.6);
        return Disturbed("Ar", [.. fractional], cell, 2);
    }

    public static Structure Cluster() => new(
        [.. Enumerable.Repeat(Element.Parse("Ar"), 3)],
        [new Vec3(60, 0.1, 0), new Vec3(63.5, 0.2, -0.1), new Vec3(61.5, 3.6, 0.3)]);

    /// <summary>The same atoms a little elsewhere, in a cell a little larger.</summary>
    public static Structure Moved(Structure structure, int step)
    {
        var strained = structure.Strained((structure.Periodic.Any ? 0.004 * step : 0) * Mat3.FromRows(new(1, 0, 0), new(0, 0.5, 0), new(0, 0, -0.4)));
        for (var i = 0; i < strained.Count; i++)
            strained.Positions[i] += 0.03 * new Vec3(Math.Sin(i + step), Math.Cos(2 * i - step), Math.Sin(3 * i + 2 * step));
        return strained;
    }

    public static Prediction Ask(IEvaluator evaluator, Structure structure)
    {
        var prediction = new Prediction();
        evaluator.Evaluate(structure, Request.Forces | Request.Virial, prediction);
        return prediction;
    }

    public static Prediction Direct(string potential, Structure structure)
    {
        using var evaluator = Open(potential).Open(EvaluatorOptions.Default);
        return Ask(evaluator, structure);
    }

    public static void AssertSame(Prediction expected, Prediction actual, double tolerance, bool virial = true)
    {
        Assert.Equal(expected.Count, actual.Count);
        Near(expected.Energy, actual.Energy, Math.Abs(expected.Energy), tolerance, "energy");
        var largest = expected.Forces.ToArray().Max(f => f.Length);
        Assert.True(largest > 1e-3);
        for (var i = 0; i < expected.Count; i++)
            Near(0, (expected.Forces[i] - actual.Forces[i]).Length, largest, tolerance, $"force on atom {i + 1}");
        if (!virial)
            return;
        var scale = Enumerable.Range(0, 9).Max(k => Math.Abs(expected.Virial[k / 3, k % 3]));
        for (var k = 0; k < 9; k++)
            Near(expected.Virial.Symmetrized[k / 3, k % 3], actual.Virial[k / 3, k % 3], scale, tolerance, $"virial {k / 3},{k % 3}");
    }

    static void Near(double expected, double actual, double scale, double tolerance, string what) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance * scale, $"{what}: {actual:R} instead of {expected:R}, relative to {scale}");

    static Structure Disturbed(string element, Vec3[] fractional, Cell cell, int seed)
    {
        var random = new Random(seed);
        double Shift() => 0.2 * (random.NextDouble() - 0.5);
        return new Structure([.. fractional.Select(_ => Element.Parse(element))],
            [.. fractional.Select(f => cell.ToCartesian(f) + new Vec3(Shift(), Shift(), Shift()))], cell, Periodicity.All);
    }
}
