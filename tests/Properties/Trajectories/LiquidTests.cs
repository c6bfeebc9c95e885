using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Simulation;

namespace Athanor.Properties.Tests;

/// <summary>The liquid of Lennard and Jones near its triple point, T* = 0.722, ρ* = 0.8442, by dynamics of our own.</summary>
public class LiquidTests
{
    const double Epsilon = 0.0104, Sigma = 3.4;
    const int Atoms = 500;

    [Fact(Explicit = true)]
    [Trait("Category", "Long")]
    public void Viscosity_and_diffusion_near_the_triple_point_are_the_published_ones()
    {
        var potential = PotentialGrammar.Parse("lj:epsilon=0.0104,sigma=3.4,cutoff=8.5");
        using var team = new Team(2);
        var kelvin = 0.722 * Epsilon / Units.Boltzmann;
        DynamicsSettings At(double temperature, Ensemble ensemble) => new() { Ensemble = ensemble, TimeStep = 5, InitialTemperature = temperature, Seed = 3 };
        Structure Run(Structure from, double temperature, int steps)
        {
            using var dynamics = MolecularDynamics.Start(from, potential, At(temperature, new Langevin(temperature, 100)), team);
            dynamics.Run(steps);
            return dynamics.State.Structure.Clone();
        }
        var start = Crystal.Fcc(Moving.Argon, Math.Cbrt(4 / 0.8442) * Sigma).Repeat(5, 5, 5);
        var liquid = Run(Run(start, 300, 4000), kelvin, 10_000);
        liquid.Velocities = null;
        using var production = MolecularDynamics.Start(liquid, potential, At(kelvin, new VelocityRescaling(kelvin, 1000)), team);
        var recorder = new Recorder();
        production.Attach(recorder);
        production.Run(120_000);
        var settings = new TrajectorySettings { Questions = TrajectoryQuestions.Displacements | TrajectoryQuestions.Distances, FitWindow = (5000, 40_000) };
        var analysis = TrajectoryAnalysis.Of(recorder.Frames, settings, team, recorder.Stress);
        var time = Sigma * Math.Sqrt(Moving.Argon.Mass / (Units.AccelerationPerForce * Epsilon));
        // Ferrario, Ciccotti, Holian and Ryckaert, Phys. Rev. A 44, 6936 (1991): η* = 3.24 ± 0.04.
        var viscosity = analysis.Viscosity!.Value;
        var unit = Viscosity.MilliPascalSecond * Epsilon * time / Math.Pow(Sigma, 3);
        Assert.InRange(viscosity.Value / unit, 3.24 - 3 * viscosity.Statistical!.Value / unit - 0.1, 3.24 + 3 * viscosity.Statistical.Value / unit + 0.1);
        Assert.InRange(viscosity.Statistical.Value / viscosity.Value, 0.02, 0.2);
        // What 500 atoms give lies below 0.033, what an infinite system would, above: Levesque and Verlet, Phys. Rev. A 2, 2514 (1970), have 0.0325 near here for 864.
        var diffusion = analysis.Diffusion[0];
        var square = Diffusion.Published * Sigma * Sigma / time;
        Assert.Equal(0.031, diffusion.Coefficient!.Value.Value / square, 0.0025);
        Assert.Equal(0.0035, (diffusion.Corrected!.Value.Value - diffusion.Coefficient.Value.Value) / square, 0.001);
        Assert.Equal(1.09 * Sigma, analysis.Distances[0].Peak!.Position, 0.06);
    }

    sealed class Recorder : IObserver
    {
        public int Every => 5;

        public List<Frame> Frames { get; } = [];

        public List<StressSample> Stress { get; } = [];

        public void Observe(MolecularDynamics dynamics)
        {
            var state = dynamics.Read();
            Stress.Add(new StressSample(state.Time, state.Temperature, state.Volume!.Value, state.Stress!.Value));
            if (state.Step % 200 != 0)
                return;
            var frame = new Frame(dynamics.State.Structure.Clone());
            frame.Structure.Velocities = null;
            frame.Info["time"] = state.Time.ToString(System.Globalization.CultureInfo.InvariantCulture);
            frame.Info["temperature"] = state.Temperature.ToString(System.Globalization.CultureInfo.InvariantCulture);
            Frames.Add(frame);
        }
    }

    [Fact(Explicit = true)]
    [Trait("Category", "Long")]
    public void Error_bars_of_diffusion_and_viscosity_hold_what_they_promise()
    {
        // Brownian atoms and a stress that forgets itself, two hundred times: how many means lie within one standard error.
        int Covered(Func<int, (double Off, double Error)> one) => Enumerable.Range(0, 200).Count(seed => one(seed) is var (off, error) && Math.Abs(off) <= error);
        var brownian = Covered(seed =>
        {
            var random = new Random(seed);
            var positions = new Vec3[20];
            var frames = Moving.Frames(1000, 10, null, positions, _ =>
            {
                for (var i = 0; i < positions.Length; i++)
                    positions[i] += Math.Sqrt(2 * 1e-4 * 10) * random.GaussianVector();
            });
            var d = TrajectoryAnalysis.Of(frames, new TrajectorySettings { Questions = TrajectoryQuestions.Displacements, KeepDrift = true }).Diffusion[0].Coefficient!.Value;
            return (d.Value - 1, d.Statistical!.Value);
        });
        var flowing = Covered(seed =>
        {
            var eta = TrajectoryAnalysis.OfLog(ViscosityTests.Forgetting(5000, 5, 50, 1e-3, seed), new TrajectorySettings()).Viscosity!.Value;
            return (eta.Value - Viscosity.MilliPascalSecond * 1000 / (Units.Boltzmann * 100) * 1e-6 * 50, eta.Statistical!.Value);
        });
        Assert.InRange(brownian / 200.0, 0.58, 0.8);
        Assert.InRange(flowing / 200.0, 0.55, 0.8);
    }
}
