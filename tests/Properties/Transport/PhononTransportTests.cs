using System.Numerics;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Simulation;

namespace Athanor.Properties.Tests;

public sealed class PhononTransportTests
{
    const string Argon = "lj:epsilon=0.01032,sigma=3.4,cutoff=6.5,switch=5.5";

    static (ForceConstants Two, ThirdOrder Three) Constants(string element)
    {
        var potential = PotentialGrammar.Parse(element == "Si" ? "sw" : Argon);
        var lattice = element == "Si" ? ThirdOrderTests.SiliconCell(5.431) : ThirdOrderTests.ArgonCell(5.3, 4);
        return (ForceConstants.Of(lattice, potential), ThirdOrder.Of(lattice, potential));
    }

    /// <summary>1/τ of one mode as Li et al. (2014) have it, every partner in a plain loop, V from blocks one by one, with the Gaussian of <see cref="Collisions"/>; 1/ps.</summary>
    static double SlowRate(PhononGrid grid, ThirdOrder third, double temperature, int mode)
    {
        var n = grid.Branches;
        var hbar = Units.ReducedPlanck;
        double Share(int m) => 0.5 / Math.Sinh(0.5 * hbar * grid.Omega[m] / (Units.Boltzmann * temperature));
        double Delta(int c, int o, int p)
        {
            var (vc, vo, vp) = (grid.Velocities[c], grid.Velocities[o], grid.Velocities[p]);
            var width = Math.Max(Math.Sqrt((grid.Width2(vo - vp) + grid.Width2(vc + vo) + grid.Width2(vc + vp)) / 3), 2e-3 * grid.Highest);
            var x = (grid.Omega[c] - grid.Omega[o] - grid.Omega[p]) / width;
            return Math.Abs(x) > 3 ? 0 : Math.Exp(-0.5 * x * x) / (width * Math.Sqrt(2 * Math.PI));
        }
        double rate = 0;
        var q1 = mode / n;
        for (var q2 = 0; q2 < grid.Count; q2++)
        {
            var q3 = grid.Third(q1, q2);
            for (var s = 0; s < n * n; s++)
            {
                var (two, three) = (q2 * n + s / n, q3 * n + s % n);
                if (grid.IsStill[two] || grid.IsStill[three])
                    continue;
                // Two decays are one; of absorptions that of each partner counts.
                var delta = 0.5 * (Delta(mode, two, three) + Delta(two, mode, three) + Delta(three, mode, two));
                if (delta == 0)
                    continue;
                var v = Complex.Zero;
                foreach (var t in third.Terms)
                {
                    var phase = Complex.FromPolarCoordinates(1, 2 * Math.PI * (Vec3.Dot(grid.Fractional(q2), t.CellOfB) + Vec3.Dot(grid.Fractional(q3), t.CellOfC)));
                    for (var e = 0; e < 27; e++)
                        v += t.Values[e] * phase * grid.Vectors[mode * n + 3 * t.A + e / 9] * grid.Vectors[two * n + 3 * t.B + e / 3 % 3] * grid.Vectors[three * n + 3 * t.C + e % 3];
                }
                rate += Math.PI * hbar / (4 * grid.Count) * v.Magnitude * v.Magnitude / (grid.Omega[mode] * grid.Omega[two] * grid.Omega[three]) * delta * Share(two) * Share(three) / Share(mode);
            }
        }
        return 1e3 * rate;
    }

    [Theory]
    [InlineData("Ar", 50)]
    [InlineData("Si", 300)]
    public void Lifetimes_are_those_of_the_double_loop(string element, double temperature)
    {
        var (two, three) = Constants(element);
        var transport = PhononTransport.Compute(two, three, (4, 3, 4), new TransportSettings { Temperatures = [temperature], RelaxationTimeOnly = true });
        var grid = new PhononGrid(new DynamicalMatrices(two), (4, 3, 4), Team.Single);
        for (var m = 5; m < grid.Modes; m += element == "Ar" ? 7 : 53)
        {
            if (!grid.IsStill[m])
                Assert.Equal(SlowRate(grid, three, temperature, m), 1 / transport.States[0].Lifetimes[m], 1e-5 / transport.States[0].Lifetimes[m]);
        }
    }

    [Fact]
    public void The_full_solution_is_isotropic_above_relaxation_times_and_the_same_on_any_threads()
    {
        var (two, three) = Constants("Ar");
        var settings = new TransportSettings { Temperatures = [20, 40], Classical = true };
        var one = PhononTransport.Compute(two, three, (5, 5, 5), settings);
        using var team = new Team(2);
        var other = PhononTransport.Compute(two, three, (5, 5, 5), settings with { Tolerance = 1e-9 }, team);
        var (cold, hot) = (one.States[0], one.States[1]);
        // Classical phonons in threes: everything goes as 1/T.
        Assert.Equal(2, cold.Mean / hot.Mean, 1e-4);
        Assert.Equal(cold.Relaxation, other.States[0].Relaxation);
        Assert.Equal(other.States[0].Mean, cold.Mean, 1e-3 * cold.Mean);
        Assert.True(cold.Mean > cold.Relaxation.Trace / 3);
        Assert.Equal(cold.Conductivity.XX, cold.Conductivity.ZZ, 1e-9);
        Assert.Equal(0, cold.Conductivity.XY, 1e-9);
        Assert.Equal(cold.Mean, cold.Contributions.Sum(), 1e-9);
        var (paths, sums) = cold.Accumulation();
        Assert.Equal(cold.Contributions.Where((_, m) => cold.FreePaths[m] > 0).Sum(), sums[^1], 1e-9);
        Assert.True(paths[^1] > 1);
    }

    [Fact]
    public void Isotopes_resist()
    {
        var (two, three) = Constants("Si");
        TransportState At(double variance) => PhononTransport.Compute(two, three, (5, 5, 5), new TransportSettings
        {
            MassVariances = new Dictionary<Element, double> { [Element.Parse("Si")] = variance },
        }).States[0];
        var (pure, natural, mixed) = (At(0), At(2.01e-4), At(2e-2));
        Assert.InRange(natural.Mean / pure.Mean, 0.6, 0.9);
        Assert.InRange(mixed.Mean / pure.Mean, 0.01, 0.3);
        Assert.Equal(natural.Conductivity.XX, natural.Conductivity.ZZ, 1e-9);
    }

    [Fact]
    public void A_grid_of_nothing_is_refused()
    {
        var (two, three) = Constants("Ar");
        Assert.Contains("wave vectors", Assert.Throws<SimulationException>(() => PhononTransport.Compute(two, three, (1, 4, 4))).Message, StringComparison.Ordinal);
    }
}
