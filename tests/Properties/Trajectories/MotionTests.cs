using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Properties.Tests;

public class MotionTests
{
    const double Step = 10;

    static readonly TrajectorySettings Motion = new() { Questions = TrajectoryQuestions.Displacements | TrajectoryQuestions.Velocities, KeepDrift = true };

    static IEnumerable<Frame> Brownian(double d, int atoms, int count, int seed, Func<Vec3, Vec3>? wrap = null, Cell? cell = null)
    {
        var random = new Random(seed);
        var positions = Enumerable.Range(0, atoms).Select(_ => random.Point()).ToArray();
        var shown = positions.ToArray();
        return Moving.Frames(count, Step, cell, shown, _ =>
        {
            for (var i = 0; i < atoms; i++)
            {
                positions[i] += Math.Sqrt(2 * d * Step) * random.GaussianVector();
                shown[i] = wrap?.Invoke(positions[i]) ?? positions[i];
            }
        });
    }

    [Fact]
    public void Brownian_atoms_diffuse_as_they_should()
    {
        const double D = 1e-4;
        var analysis = TrajectoryAnalysis.Of(Brownian(D, 100, 2000, 1), Motion);
        var diffusion = Assert.Single(analysis.Diffusion);
        foreach (var (t, msd, error) in diffusion.Times.Zip(diffusion.Squares, diffusion.Errors).Where(p => p.First is > 0 and < 2000))
            Assert.Equal(6 * D * t, msd, 0.05 * 6 * D * t);
        var found = diffusion.Coefficient!.Value;
        Assert.Equal("10⁻⁹ m²/s", found.Unit);
        Assert.InRange(Math.Abs(found.Value - 1), 0, 4 * found.Statistical!.Value);
        Assert.InRange(found.Statistical.Value, 0.005, 0.1);
        Assert.Equal(1, diffusion.Exponent, 0.1);
        // There are no velocities: differences of positions are white noise, whose integral is the same D.
        Assert.Contains(analysis.Notes, n => n.Contains("differences", StringComparison.Ordinal));
        var velocities = Assert.Single(analysis.Velocities);
        Assert.InRange(Math.Abs(velocities.Coefficient!.Value.Value - 1), 0, 4 * velocities.Coefficient.Value.Statistical!.Value);
    }

    [Fact]
    public void Where_frames_are_wrapped_makes_no_difference()
    {
        var cell = new Cell(new Vec3(6, 0, 0), new Vec3(2, 5, 0), new Vec3(-1, 1, 7));
        Vec3 Wrap(Vec3 r)
        {
            var s = cell.ToFractional(r);
            return cell.ToCartesian(new Vec3(s.X - Math.Floor(s.X), s.Y - Math.Floor(s.Y), s.Z - Math.Floor(s.Z)));
        }
        var open = TrajectoryAnalysis.Of(Brownian(1e-2, 5, 300, 2, null, cell), Motion);
        var wrapped = TrajectoryAnalysis.Of(Brownian(1e-2, 5, 300, 2, Wrap, cell), Motion);
        Assert.True(open.Diffusion[0].Squares[^1] > 50);
        for (var k = 0; k < open.Diffusion[0].Squares.Count; k++)
            Assert.Equal(open.Diffusion[0].Squares[k], wrapped.Diffusion[0].Squares[k], 1e-8);
    }

    [Fact]
    public void Displacements_are_those_of_a_double_loop()
    {
        var frames = Brownian(1e-3, 3, 100, 3).ToArray();
        var diffusion = TrajectoryAnalysis.Of(frames, Motion).Diffusion[0];
        foreach (var (t, msd) in diffusion.Times.Zip(diffusion.Squares))
        {
            var lag = (int)Math.Round(t / Step);
            // Level k looks at every 2ᵏth frame alone.
            var stride = lag < 16 ? 1 : 1 << (int)Math.Log2(lag / 8);
            double sum = 0, count = 0;
            for (var from = 0; from + lag < 100; from += stride)
            {
                sum += Enumerable.Range(0, 3).Average(i => (frames[from + lag].Structure.Positions[i] - frames[from].Structure.Positions[i]).LengthSquared);
                count++;
            }
            Assert.Equal(sum / count, msd, 1e-10);
        }
    }

    [Fact]
    public void An_oscillator_in_a_bath_forgets_its_velocity_as_the_closed_form_says()
    {
        // Wang and Uhlenbeck (1945): ⟨v v(t)⟩ = 3 kT/m e^(−γt/2) [cos ωt − γ/2ω sin ωt], ω² = ω₀² − γ²/4.
        const double Omega = 0.02, Gamma = 0.004, Thermal = 1e-5, Dt = 2;
        const int Atoms = 150;
        var random = new Random(5);
        var x = Enumerable.Range(0, Atoms).Select(_ => Math.Sqrt(Thermal) / Omega * random.GaussianVector()).ToArray();
        var v = Enumerable.Range(0, Atoms).Select(_ => Math.Sqrt(Thermal) * random.GaussianVector()).ToArray();
        var (c, kick) = (Math.Exp(-Gamma * Dt), Math.Sqrt(Thermal * (1 - Math.Exp(-2 * Gamma * Dt))));
        var frames = Moving.Frames(3000, 5 * Dt, null, x, _ =>
        {
            for (var step = 0; step < 5; step++)
            {
                for (var i = 0; i < Atoms; i++)
                {
                    v[i] -= 0.5 * Dt * Omega * Omega * x[i];
                    x[i] += 0.5 * Dt * v[i];
                    v[i] = c * v[i] + kick * random.GaussianVector();
                    x[i] += 0.5 * Dt * v[i];
                    v[i] -= 0.5 * Dt * Omega * Omega * x[i];
                }
            }
        }, () => [.. v]);
        var analysis = TrajectoryAnalysis.Of(frames, Motion with { CorrelationTime = 1200 });
        var found = Assert.Single(analysis.Velocities);
        var damped = Math.Sqrt(Omega * Omega - Gamma * Gamma / 4);
        for (var k = 0; k < found.Values.Count; k++)
        {
            var t = found.Times[k];
            var expected = 3 * Thermal * Math.Exp(-Gamma * t / 2) * (Math.Cos(damped * t) - Gamma / (2 * damped) * Math.Sin(damped * t));
            Assert.InRange(found.Values[k] - expected, -5 * found.Errors[k] - 0.01 * 3 * Thermal, 5 * found.Errors[k] + 0.01 * 3 * Thermal);
        }
        var spectrum = analysis.Spectrum!;
        var highest = Enumerable.Range(0, spectrum.Total.Count).MaxBy(k => spectrum.Total[k]);
        Assert.Equal(1000 * damped / (2 * Math.PI), spectrum.Frequencies[highest], 0.15);
        Assert.Equal(1, spectrum.Total.Sum() * (spectrum.Frequencies[1] - spectrum.Frequencies[0]), 0.01);
    }

    [Fact]
    public void Threads_do_not_change_a_bit()
    {
        var cell = new Cell(new Vec3(12, 0, 0), new Vec3(2, 11, 0), new Vec3(-1, 1, 13));
        var frames = Brownian(1e-3, 70, 60, 4, null, cell).ToArray();
        string Seen(int threads)
        {
            using var team = new Team(threads);
            return Reports.JsonText.Of(TrajectoryRecord.Of(TrajectoryAnalysis.Of(frames, new TrajectorySettings(), team)));
        }
        Assert.Equal(Seen(1), Seen(3));
    }

    [Fact]
    public void What_is_no_trajectory_is_said()
    {
        var uneven = Brownian(1e-3, 2, 20, 7).ToArray();
        uneven[12].Info["time"] = "500";
        Assert.Contains("frame 13", Assert.Throws<AtomsException>(() => TrajectoryAnalysis.Of(uneven, Motion)).Message, StringComparison.Ordinal);
        Assert.Empty(TrajectoryAnalysis.Of(uneven, Motion with { Questions = TrajectoryQuestions.Distances }).Diffusion);
        Assert.Equal(5, TrajectoryAnalysis.Of(uneven, Motion with { TimeStep = 5 }).Diffusion[0].Times[1]);
        // Velocities that are new in every frame integrate to nothing.
        var random = new Random(9);
        var positions = new Vec3[5];
        var sparse = TrajectoryAnalysis.Of(Moving.Frames(100, Step, null, positions, _ => { }, () => [.. positions.Select(_ => random.GaussianVector())]), Motion);
        Assert.True(sparse.Velocities[0].IsSparse);
        Assert.Contains(sparse.Notes, n => n.Contains("50 THz", StringComparison.Ordinal));
        var others = Brownian(1e-3, 2, 3, 7).Concat(Brownian(1e-3, 3, 3, 7));
        Assert.Contains("3 atoms", Assert.Throws<AtomsException>(() => TrajectoryAnalysis.Of(others, Motion)).Message, StringComparison.Ordinal);
        var timeless = Brownian(1e-3, 2, 20, 7).ToArray();
        foreach (var frame in timeless)
            frame.Info.Clear();
        var still = TrajectoryAnalysis.Of(timeless, Motion);
        Assert.Empty(still.Diffusion);
        Assert.Contains(still.Notes, n => n.Contains("--time-step", StringComparison.Ordinal));
    }
}
