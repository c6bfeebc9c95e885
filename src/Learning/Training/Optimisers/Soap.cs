using Athanor.Numerics;

namespace Athanor.Learning;

/// <summary>
/// Adam in the eigenbasis of Shampoo's preconditioner (Vyas et al., ICLR 2025, arXiv:2409.11321): for each matrix of parameters L and R, moving averages of GGᵀ and GᵀG, whose eigenvectors are axes in which the gradient's entries
/// are all but independent of each other; mean squares are kept there. What is no matrix moves by <see cref="Adam"/>.
/// </summary>
/// <remarks>In the first <see cref="RefreshEvery"/> steps L and R are gathered and matrices stay where they are: the eigenvectors of a single gradient would leave most axes to chance.</remarks>
sealed class Soap : IFirstOrder, IJob
{
    internal const double MeanDecay = 0.95, SquareDecay = 0.95, SideDecay = 0.95;

    /// <summary>Steps between turns of the axes towards the eigenvectors of the L and R of then.</summary>
    internal const int RefreshEvery = 10;

    readonly SoapPiece[] _pieces;
    readonly Adam _rest;
    readonly Team _team;
    readonly double[] _steps = new double[1];
    readonly SortedDictionary<string, double[]> _state = new(StringComparer.Ordinal);
    readonly SoapScratch[] _workers;
    double[] _parameters = [], _gradient = [];
    double _rate;

    /// <inheritdoc cref="Adam(IReadOnlyList{ParameterBlock}, double, Team, Func{ParameterBlock, bool}?)"/>
    internal Soap(IReadOnlyList<ParameterBlock> blocks, double decay, Team team)
    {
        _team = team;
        var pieces = MatrixPiece.Of(blocks, decay);
        var (length, left, right) = (pieces.Sum(p => p.Length), pieces.Sum(p => SoapPiece.SideLength(p.Rows)), pieces.Sum(p => SoapPiece.SideLength(p.Columns)));
        double[] New(string name, int count) => _state[name] = new double[count];
        var arrays = new SoapArrays(
            New("soap.mean", length), New("soap.square", length), New("soap.left", left), New("soap.right", right), New("soap.leftAxes", left), New("soap.rightAxes", right));
        _pieces = new SoapPiece[pieces.Length];
        int atLeft = 0, atRight = 0;
        for (var k = 0; k < pieces.Length; k++)
        {
            _pieces[k] = new SoapPiece(pieces[k], arrays, atLeft, atRight);
            atLeft += SoapPiece.SideLength(pieces[k].Rows);
            atRight += SoapPiece.SideLength(pieces[k].Columns);
        }
        _rest = new Adam(blocks, decay, team, b => !b.Matrix);
        _workers = [.. Enumerable.Range(0, team.Threads).Select(_ => new SoapScratch(pieces))];
        _state["soap.steps"] = _steps;
        foreach (var (name, array) in _rest.State)
            _state[name] = array;
    }

    public string Name => "SOAP";

    public IReadOnlyDictionary<string, double[]> State => _state;

    public void Step(double[] parameters, double[] gradient, double rate)
    {
        (_parameters, _gradient, _rate) = (parameters, gradient, rate);
        _steps[0]++;
        _team.Run(this, _pieces.Length);
        _rest.Step(parameters, gradient, rate);
    }

    void IJob.Run(int index, int worker)
    {
        var (piece, scratch, at) = (_pieces[index], _workers[worker], _pieces[index].Matrix);
        ReadOnlySpan<double> gradient = _gradient.AsSpan(at.At, at.Length);
        var moved = _steps[0] - RefreshEvery;
        if (moved > 0)
            piece.Move(_parameters.AsSpan(at.At, at.Length), gradient, _rate, moved, scratch);
        piece.Gather(gradient);
        if (moved == 0)
            piece.FindAxes(scratch);
        else if (moved > 0 && moved % RefreshEvery == 0)
            piece.TurnAxes(scratch);
    }
}
