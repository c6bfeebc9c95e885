using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Properties;

/// <summary>The energy of two atoms at a distance and its derivatives.</summary>
/// <param name="V">E(AB) − E(A) − E(B), eV.</param>
/// <param name="Slope">dV/dr, eV/Å.</param>
/// <param name="Curvature">d²V/dr², eV/Å²; zero unless asked for.</param>
readonly record struct DimerPoint(double V, double Slope, double Curvature);

/// <summary>V(r) of two atoms alone in space from any potential, each distance asked once. Serves one thread.</summary>
sealed class DimerCurve : IDisposable
{
    readonly IEvaluator _evaluator;
    readonly IForceTangent? _tangent;
    readonly Structure _pair;
    readonly double _apart;
    readonly Prediction _prediction = new();
    readonly Dictionary<double, DimerPoint> _known = [];
    readonly Vec3[] _direction = [Vec3.Zero, new(1, 0, 0)], _change = new Vec3[2];
    readonly Action<int>? _counted;
    readonly CancellationToken _cancellation;

    /// <param name="curvature">Whether second derivatives are wanted: exact where the potential has them.</param>
    /// <param name="counted">Told how many distances have been asked.</param>
    /// <exception cref="PotentialException">The potential does not cover an element.</exception>
    internal DimerCurve(IPotential potential, Element a, Element b, bool curvature, Team team, Action<int>? counted, CancellationToken cancellation)
    {
        _evaluator = potential.Open(new EvaluatorOptions(team));
        (_counted, _cancellation) = (counted, cancellation);
        _pair = new Structure([a, b], [Vec3.Zero, new(1, 0, 0)]);
        if (curvature)
            _tangent = ForceTangents.Of(_evaluator);
        foreach (var element in new[] { a, b })
        {
            _evaluator.Evaluate(new Structure([element], [Vec3.Zero]), Request.Energy, _prediction);
            _apart += _prediction.Energy;
        }
    }

    /// <summary>Whether energies carry more than rounding, as those of quantum chemistry do, which are found by iteration.</summary>
    internal bool IsNoisy => _evaluator is IForceNoise { ForceNoise: > 0 };

    /// <summary>Distances asked so far.</summary>
    internal int Count => _known.Count;

    internal DimerPoint At(double r)
    {
        if (_known.TryGetValue(r, out var known))
            return known;
        _cancellation.ThrowIfCancellationRequested();
        _pair.Positions[1] = new(r, 0, 0);
        _evaluator.Evaluate(_pair, Request.Forces, _prediction);
        double v = _prediction.Energy - _apart, slope = -_prediction.Forces[1].X, curvature = 0;
        if (_tangent is not null)
        {
            _tangent.ForceTangent(_pair, _direction, _change);
            curvature = -_change[1].X;
        }
        var point = new DimerPoint(v, slope, curvature);
        _known.Add(r, point);
        _counted?.Invoke(_known.Count);
        return point;
    }

    public void Dispose() => _evaluator.Dispose();
}
