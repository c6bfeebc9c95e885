using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Simulation;

namespace Athanor.Properties;

/// <summary>How a rate of ring-polymer dynamics on a line is sampled.</summary>
public sealed record RingRateSettings
{
    /// <summary>P; where null, enough that ħω of the barrier is a fifth of P kT, and at least 8.</summary>
    public int? Beads { get; init; }

    /// <summary>fs.</summary>
    public double TimeStep { get; init; } = 0.4;

    /// <summary>Places at which the centroid is held between reactants and dividing surface.</summary>
    public int Places { get; init; } = 24;

    /// <summary>Steps at each place.</summary>
    public int StepsHeld { get; init; } = 8000;

    /// <summary>Starting points on the dividing surface.</summary>
    public int Parents { get; init; } = 1000;

    /// <summary>Trajectories from each, half of them with the velocities of the others turned round.</summary>
    public int Children { get; init; } = 4;

    /// <summary>fs after which nobody crosses any more.</summary>
    public double Plateau { get; init; } = 40;

    public ulong Seed { get; init; } = 1;
}

/// <summary>
/// The rate of ring-polymer dynamics (Craig and Manolopoulos, J. Chem. Phys. 122, 084106 (2005); 123, 034102 (2005)) over a barrier on a line from flat reactants, after Bennett and Chandler: the free energy of the centroid at the dividing
/// surface (mean forces at Gauss's points, integrated), times the share of those that start there outwards and stay.
/// </summary>
public sealed class RingRate
{
    const int Groups = 20;

    RingRate()
    {
    }

    public int Beads { get; private init; }

    /// <summary>Free energy of the centroid at the top above that in the reactants, eV.</summary>
    public Estimate FreeEnergy { get; private init; }

    /// <summary>κ(t) at the plateau: 1 where nobody comes back.</summary>
    public Estimate Recrossing { get; private init; }

    /// <summary>Share that has stayed, by time (fs).</summary>
    public IReadOnlyList<(double Time, double Share)> Course { get; private init; } = [];

    /// <summary>The rate over that of classical transition-state theory, e^(−β(F − V₁)) κ.</summary>
    public Estimate Factor { get; private init; }

    /// <summary>The rate itself, Å/fs (a flux per density on a line): √(kT/2πm) e^(−βV₁) × <see cref="Factor"/>.</summary>
    public Estimate Rate { get; private init; }

    /// <param name="barrier">Flat on the left; its top, where the dividing surface is, at 0.</param>
    /// <param name="mass">amu.</param>
    public static RingRate Of(ILineProfile barrier, double mass, double temperature, RingRateSettings settings, Team? team = null, CancellationToken cancellation = default)
    {
        var kt = Units.Boltzmann * temperature;
        var height = barrier.Energy(0);
        // Curvature at the top by differences of the slope.
        var curvature = Math.Sqrt(Math.Max(0, -(barrier.Slope(1e-4) - barrier.Slope(-1e-4)) / 2e-4) / mass * Units.AccelerationPerForce);
        var beads = settings.Beads ?? Math.Max(8, (int)Math.Ceiling(5 * curvature * Units.ReducedPlanck / kt));
        var held = new HeldCentroids(barrier, mass, temperature, beads, settings, cancellation);
        (team ?? Team.Single).Run(held, settings.Places);
        var children = new ChildRuns(barrier, mass, temperature, beads, settings, cancellation);
        (team ?? Team.Single).Run(children, Groups);
        cancellation.ThrowIfCancellationRequested();
        var (free, freeError) = held.Integral();
        var (share, shareError) = children.At(children.Times - 1);
        var classical = Math.Exp(-(free - height) / kt);
        var factor = classical * share;
        var error = factor * Math.Sqrt(Math.Pow(freeError / kt, 2) + Math.Pow(shareError / share, 2));
        var thermal = Math.Sqrt(kt * Units.AccelerationPerForce / (2 * Math.PI * mass)) * Math.Exp(-height / kt);
        return new RingRate
        {
            Beads = beads,
            FreeEnergy = new Estimate(free, "eV", freeError),
            Recrossing = new Estimate(share, "", shareError),
            Course = [.. Enumerable.Range(0, children.Times).Select(t => ((t + 1) * settings.TimeStep, children.At(t).Share))],
            Factor = new Estimate(factor, "", error),
            Rate = new Estimate(factor * thermal, "Å/fs", error * thermal),
        };
    }

    /// <summary>A piece is a place of the centroid: its mean force.</summary>
    sealed class HeldCentroids : IJob
    {
        readonly Func<int, LineRing> _ring;
        readonly RingRateSettings _settings;
        readonly CancellationToken _cancellation;
        readonly double[] _weights;
        readonly double[] _slopes;
        readonly double[] _errors;

        internal HeldCentroids(ILineProfile barrier, double mass, double temperature, int beads, RingRateSettings settings, CancellationToken cancellation)
        {
            (_settings, _cancellation) = (settings, cancellation);
            var kt = Units.Boltzmann * temperature;
            // Where the barrier is a thousandth of kT, and as far again as a free ring reaches: √(ħ²β/12m), thrice.
            var reach = 3 * Math.Sqrt(Units.ReducedPlanck * Units.ReducedPlanck / kt * Units.AccelerationPerForce / (12 * mass));
            var start = -0.1;
            while (Math.Abs(barrier.Energy(start) - barrier.Energy(2 * start)) > 1e-3 * kt)
                start *= 1.2;
            var (points, weights) = GaussLegendre.On(start - reach, 0, settings.Places);
            _weights = weights;
            _slopes = new double[points.Length];
            _errors = new double[points.Length];
            _ring = k => new LineRing(barrier, mass, temperature, beads, settings.TimeStep, points[k], settings.Seed + ((ulong)k << 32));
        }

        void IJob.Run(int index, int worker)
        {
            var ring = _ring(index);
            for (var n = 0; n < _settings.StepsHeld / 10; n++)
                ring.StepHeld();
            var series = new double[_settings.StepsHeld];
            for (var n = 0; n < series.Length && !_cancellation.IsCancellationRequested; n++)
            {
                ring.StepHeld();
                series[n] = ring.MeanSlope;
            }
            var mean = CorrelatedMean.Of(series, "");
            (_slopes[index], _errors[index]) = (mean.Value, mean.Error ?? double.NaN);
        }

        internal (double Value, double Error) Integral()
        {
            double sum = 0, square = 0;
            for (var k = 0; k < _weights.Length; k++)
            {
                sum += _weights[k] * _slopes[k];
                square += _weights[k] * _weights[k] * _errors[k] * _errors[k];
            }
            return (sum, Math.Sqrt(square));
        }
    }

    /// <summary>A piece is a group of parents, with a walk of its own along the dividing surface; groups give the error.</summary>
    sealed class ChildRuns(ILineProfile barrier, double mass, double temperature, int beads, RingRateSettings settings, CancellationToken cancellation) : IJob
    {
        const int Between = 30;

        readonly double[,] _stayed = new double[Groups, Math.Max(1, (int)Math.Round(settings.Plateau / settings.TimeStep))];
        readonly double[] _outward = new double[Groups];

        internal int Times => _stayed.GetLength(1);

        void IJob.Run(int index, int worker)
        {
            var parent = new LineRing(barrier, mass, temperature, beads, settings.TimeStep, 0, settings.Seed + ((ulong)(1000 + index) << 32));
            var (launch, child) = (parent.Sibling(), parent.Sibling());
            for (var n = 0; n < 20 * Between; n++)
                parent.StepHeld();
            for (var p = 0; p < settings.Parents / Groups && !cancellation.IsCancellationRequested; p++)
            {
                for (var n = 0; n < Between; n++)
                    parent.StepHeld();
                for (var c = 0; c < settings.Children / 2; c++)
                {
                    launch.Copy(parent);
                    launch.DrawVelocities();
                    foreach (var reversed in (ReadOnlySpan<bool>)[false, true])
                    {
                        child.Copy(launch, reversed);
                        var velocity = child.CentroidVelocity;
                        _outward[index] += Math.Max(0, velocity);
                        for (var t = 0; t < Times; t++)
                        {
                            child.StepFree();
                            if (child.Centroid > 0)
                                _stayed[index, t] += velocity;
                        }
                    }
                }
            }
        }

        internal (double Share, double Error) At(int time)
        {
            double[] shares = [.. Enumerable.Range(0, Groups).Select(g => _stayed[g, time] / _outward[g])];
            var all = Enumerable.Range(0, Groups).Sum(g => _stayed[g, time]) / _outward.Sum();
            return (all, MemberSpread.Deviation(shares) / Math.Sqrt(Groups));
        }
    }
}
