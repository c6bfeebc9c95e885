using System.Diagnostics;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Simulation;

namespace Athanor.App;

/// <summary>How fast something went.</summary>
sealed record Speed(string What, int Atoms, Precision Precision, int Threads, double AtomStepsPerSecond)
{
    /// <summary>Steps of constant-energy dynamics, neighbour lists included; the best of some stretches, since other programs run too.</summary>
    public static Speed Of(Engine engine, Precision precision, Team team, double seconds, CancellationToken cancellation)
    {
        var settings = new DynamicsSettings { Ensemble = new ConstantEnergy(), TimeStep = 1, InitialTemperature = engine.Temperature, Precision = precision, Skin = 0.5 };
        using var dynamics = MolecularDynamics.Start(engine.Structure, engine.Potential, settings, team, cancellation);
        // The first calls are still being compiled.
        for (var warmth = Stopwatch.StartNew(); warmth.Elapsed.TotalSeconds < seconds / 4;)
            dynamics.Step();
        var best = double.PositiveInfinity;
        var all = Stopwatch.StartNew();
        do
        {
            cancellation.ThrowIfCancellationRequested();
            var stretch = Stopwatch.StartNew();
            var steps = 0;
            while (stretch.Elapsed.TotalSeconds < seconds / 5)
            {
                dynamics.Step();
                steps++;
            }
            best = Math.Min(best, stretch.Elapsed.TotalSeconds / steps);
        }
        while (all.Elapsed.TotalSeconds < seconds);
        return new Speed(engine.Name, engine.Structure.Count, precision, team.Threads, engine.Structure.Count / best);
    }

    /// <summary>10⁹ additions and multiplications a second in products of square matrices.</summary>
    public static double MatrixProducts(Precision precision, Team team)
    {
        const int n = 768;
        float[] af = new float[n * n], bf = new float[n * n], cf = new float[n * n];
        double[] ad = new double[n * n], bd = new double[n * n], cd = new double[n * n];
        Array.Fill(af, 1.5f);
        Array.Fill(bf, 0.5f);
        Array.Fill(ad, 1.5);
        Array.Fill(bd, 0.5);
        var best = double.PositiveInfinity;
        for (var k = 0; k < 8; k++)
        {
            var watch = Stopwatch.StartNew();
            if (precision == Precision.Single)
                Gemm.Multiply(af.AsMatrix(n, n), bf.AsMatrix(n, n), cf.AsMatrix(n, n), team: team);
            else
                Gemm.Multiply(ad.AsMatrix(n, n), bd.AsMatrix(n, n), cd.AsMatrix(n, n), team: team);
            best = Math.Min(best, watch.Elapsed.TotalSeconds);
        }
        return 2e-9 * n * n * n / best;
    }
}
