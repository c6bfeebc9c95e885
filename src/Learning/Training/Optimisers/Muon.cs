using Athanor.Numerics;

namespace Athanor.Learning;

/// <summary>
/// Momentum whose matrices are made orthogonal before they move a matrix of parameters, all its directions by the same length (Jordan et al., "Muon", 2024), scaled so that one rate suits it and Adam (Liu et al., arXiv:2502.16982, 2025). What is no
/// matrix moves by <see cref="Adam"/>.
/// </summary>
sealed class Muon : IFirstOrder, IJob
{
    internal const double Momentum = 0.95;

    /// <summary>Root mean square of the change of a matrix's entries, in units of the rate: what Adam's usually is.</summary>
    internal const double Size = 0.2;

    readonly MatrixPiece[] _pieces;
    readonly Adam _rest;
    readonly Team _team;
    readonly double[] _momentum;
    readonly SortedDictionary<string, double[]> _state = new(StringComparer.Ordinal);
    readonly NewtonSchulz[] _workers;
    double[] _parameters = [], _gradient = [];
    double _rate;

    /// <inheritdoc cref="Adam(IReadOnlyList{ParameterBlock}, double, Team, Func{ParameterBlock, bool}?)"/>
    internal Muon(IReadOnlyList<ParameterBlock> blocks, double decay, Team team)
    {
        _team = team;
        _pieces = MatrixPiece.Of(blocks, decay);
        _rest = new Adam(blocks, decay, team, b => !b.Matrix);
        _momentum = new double[_pieces.Sum(p => p.Length)];
        _workers = [.. Enumerable.Range(0, team.Threads).Select(_ => new NewtonSchulz(_pieces))];
        _state["muon.momentum"] = _momentum;
        foreach (var (name, array) in _rest.State)
            _state[name] = array;
    }

    public string Name => "Muon";

    public IReadOnlyDictionary<string, double[]> State => _state;

    public void Step(double[] parameters, double[] gradient, double rate)
    {
        (_parameters, _gradient, _rate) = (parameters, gradient, rate);
        _team.Run(this, _pieces.Length);
        _rest.Step(parameters, gradient, rate);
    }

    void IJob.Run(int index, int worker)
    {
        var piece = _pieces[index];
        Span<double> theta = _parameters.AsSpan(piece.At, piece.Length), momentum = _momentum.AsSpan(piece.Packed, piece.Length);
        ReadOnlySpan<double> gradient = _gradient.AsSpan(piece.At, piece.Length);
        var schulz = _workers[worker];
        var ahead = schulz.Input(piece);
        double squares = 0;
        for (var i = 0; i < momentum.Length; i++)
        {
            momentum[i] = Momentum * momentum[i] + gradient[i];
            // Nesterov's: one step further than the momentum is.
            ahead[i] = Momentum * momentum[i] + gradient[i];
            squares += ahead[i] * ahead[i];
        }
        if (squares == 0)
            return;
        var direction = schulz.Orthogonal(piece, Math.Sqrt(squares));
        var (keep, length) = (1 - _rate * piece.Decay, _rate * Size * Math.Sqrt(Math.Max(piece.Rows, piece.Columns)));
        for (var i = 0; i < theta.Length; i++)
            theta[i] = keep * theta[i] - length * direction[i];
    }
}
