using Athanor.Atoms;

namespace Athanor.Simulation.Tests;

public sealed class BeadModesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(12)]
    public void Modes_are_orthonormal_and_diagonalise_the_springs(int beads)
    {
        var modes = new BeadModes(beads);
        for (var k = 0; k < beads; k++)
        {
            for (var l = 0; l < beads; l++)
            {
                double overlap = 0, springs = 0;
                for (var j = 0; j < beads; j++)
                {
                    var next = (j + 1) % beads;
                    overlap += modes[k, j] * modes[l, j];
                    springs += (modes[k, j] - modes[k, next]) * (modes[l, j] - modes[l, next]);
                }
                Assert.Equal(k == l ? 1 : 0, overlap, 1e-12);
                // Σ (q_j − q_j+1)² = Σ (ω_k/ω_P)² q̃_k².
                var frequency = modes.Frequency(k, 1);
                Assert.Equal(k == l ? frequency * frequency : 0, springs, 1e-12);
            }
        }
    }

    /// <summary>A ring that has only slow modes keeps its shape when contracted: each of the fewer beads lies on the same curve.</summary>
    [Fact]
    public void A_contracted_ring_lies_on_the_same_curve()
    {
        BeadModes large = new(12), small = new(5);
        double Curve(double turn) => 0.3 + Math.Cos(2 * Math.PI * turn) - 0.4 * Math.Sin(4 * Math.PI * turn);
        var within = small.Within(12);
        var amplitudes = Enumerable.Range(0, 12).Select(k => Enumerable.Range(0, 12).Sum(j => large[k, j] * Curve(j / 12.0))).ToArray();
        for (var j = 0; j < 5; j++)
            Assert.Equal(Curve(j / 5.0), Math.Sqrt(5 / 12.0) * Enumerable.Range(0, 5).Sum(k => small[k, j] * amplitudes[within[k]]), 1e-12);
        Assert.Throws<ArgumentException>(() => new BeadModes(4).Within(12));
    }

    /// <summary>
    /// The scheme is linear for a harmonic force, so that its stationary spread can be had without sampling: by iterating the covariance of (q, v) under half kick, half turn, noise, half turn, half kick.
    /// That of positions is the exact one for any time step at which the scheme is stable.
    /// </summary>
    [Theory]
    [InlineData(0.0, 0.3)]
    [InlineData(0.05, 0.3)]
    [InlineData(2.0, 0.3)]
    [InlineData(40.0, 0.3)]
    public void Positions_of_a_harmonic_mode_have_their_exact_spread(double ring, double well)
    {
        const double Step = 1.5, Temperature = 1.7;
        var friction = ring > 0 ? ring : 0.1;
        var turn = HalfTurn.Of(RingPropagation.Cayley, ring, Step);
        var kept = Math.Exp(-friction * Step);
        double qq = 1, qv = 0, vv = 1;
        void Map(double a, double b, double c, double d) =>
            (qq, qv, vv) = (a * a * qq + 2 * a * b * qv + b * b * vv, a * c * qq + (a * d + b * c) * qv + b * d * vv, c * c * qq + 2 * c * d * qv + d * d * vv);
        for (var n = 0; n < 20000; n++)
        {
            Map(1, 0, -0.5 * Step * well * well, 1);
            Map(turn.Cosine, turn.PerVelocity, -turn.PerPosition, turn.Cosine);
            Map(1, 0, 0, kept);
            vv += (1 - kept * kept) * Temperature;
            Map(turn.Cosine, turn.PerVelocity, -turn.PerPosition, turn.Cosine);
            Map(1, 0, -0.5 * Step * well * well, 1);
        }
        var exact = Temperature / (ring * ring + well * well);
        Assert.Equal(1, qq / exact, 1e-9);
    }
}
