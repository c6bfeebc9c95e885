using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Properties.Tests;

public class ViscosityTests
{
    /// <summary>A stress whose components forget themselves in τ: η = V/kT · σ²τ for off-diagonal components of variance σ².</summary>
    internal static IEnumerable<StressSample> Forgetting(int count, double step, double tau, double sigma, int seed)
    {
        var random = new Random(seed);
        var a = Math.Exp(-step / tau);
        var x = Enumerable.Range(0, 6).Select(_ => random.Gaussian()).ToArray();
        for (var k = 0; k < count; k++)
        {
            // In an isotropic fluid (P_xx − P_yy)/2 has the variance of P_xy, so P_xx about the mean 4/3 of it; three independent ones of twice the variance, less their mean, do that.
            var d = Math.Sqrt(2) * sigma;
            yield return new StressSample(k * step, 100, 1000, new Mat3(d * x[0], sigma * x[5], sigma * x[4], sigma * x[5], d * x[1], sigma * x[3], sigma * x[4], sigma * x[3], d * x[2]));
            for (var c = 0; c < 6; c++)
                x[c] = a * x[c] + Math.Sqrt(1 - a * a) * random.Gaussian();
        }
    }

    [Fact]
    public void Viscosity_of_a_stress_that_forgets_itself()
    {
        const double Tau = 100, Sigma = 1e-3;
        var analysis = TrajectoryAnalysis.OfLog(Forgetting(50_000, 5, Tau, Sigma, 1), new TrajectorySettings());
        var viscosity = analysis.Viscosity!;
        var expected = Viscosity.MilliPascalSecond * 1000 / (Units.Boltzmann * 100) * Sigma * Sigma * Tau;
        var off = Math.Abs(viscosity.Value.Value - expected);
        Assert.InRange(off, 0, 3 * viscosity.Value.Statistical!.Value + 0.02 * expected);
        Assert.InRange(viscosity.Value.Statistical.Value, 0.005 * expected, 0.1 * expected);
        Assert.Equal(Sigma * Sigma, viscosity.Correlation[0], 0.05 * Sigma * Sigma);
        Assert.Equal(100, viscosity.Temperature, 1e-9);
    }

    [Fact]
    public void Of_a_log_beside_frames_what_is_before_the_first_of_them_is_left_out()
    {
        // Frames every 50 fs, lines every 5: three frames are thirty lines.
        var lines = Forgetting(500, 5, 50, 1e-3, 3).ToArray();
        Vec3[] positions = [new(1, 1, 1), new(5, 5, 5)];
        TrajectoryAnalysis Of(bool times)
        {
            var frames = Moving.Frames(50, 50, Cell.Cubic(10), positions, _ => { }).Select(f =>
            {
                if (!times)
                    f.Info.Remove("time");
                return f;
            });
            return TrajectoryAnalysis.Of(frames, new TrajectorySettings { Skip = 3, Questions = TrajectoryQuestions.Stress, Temperature = 100 }, null, lines);
        }
        var expected = TrajectoryAnalysis.OfLog(lines[30..], new TrajectorySettings { Temperature = 100 }).Viscosity!;
        Assert.Equal(expected.Correlation, Of(times: true).Viscosity!.Correlation);
        // Without times of frames the log still has its own.
        Assert.NotNull(Of(times: false).Viscosity);
    }

    [Fact]
    public void A_log_that_jumps_is_refused()
    {
        var samples = Forgetting(100, 5, 50, 1, 2).Where((_, k) => k != 60);
        Assert.Contains("from 295 fs to 305 fs", Assert.Throws<AtomsException>(() => TrajectoryAnalysis.OfLog(samples, new TrajectorySettings())).Message, StringComparison.Ordinal);
    }
}
