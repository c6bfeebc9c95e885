using System.Runtime.InteropServices;
using Athanor.Numerics;

namespace Athanor.Learning;

/// <summary>
/// Adam with decoupled weight decay (Kingma and Ba, ICLR 2015; Loshchilov and Hutter, ICLR 2019): each parameter by its mean gradient over the root of its mean square. The mean square is that of AMSGrad (Reddi, Kale and Kumar, ICLR 2018), the largest there
/// was, so that a parameter that has just seen nothing does not leap at what comes next; but the largest is forgotten over some ten thousand steps.
/// </summary>
sealed class Adam : IFirstOrder, IJob
{
    internal const double MeanDecay = 0.9, SquareDecay = 0.999, PeakDecay = 0.9999;

    /// <summary>Beside the root of the mean square; gradients are those of a loss of order one.</summary>
    internal const double Epsilon = 1e-10;

    /// <summary>Parameters of a piece of work.</summary>
    const int Chunk = 8192;

    readonly Team _team;
    readonly List<(int Parameter, int Moment, int Length, double Decay)> _pieces = [];
    readonly double[] _mean, _square, _peak, _steps = new double[1];
    readonly SortedDictionary<string, double[]> _state;
    double[] _parameters = [], _gradient = [];
    AdamStep _step;
    double _rate;

    /// <param name="blocks">The layout of all parameters.</param>
    /// <param name="decay">Weight decay of a block whose factor is one.</param>
    /// <param name="mine">Which blocks it moves; all where null.</param>
    internal Adam(IReadOnlyList<ParameterBlock> blocks, double decay, Team team, Func<ParameterBlock, bool>? mine = null)
    {
        _team = team;
        int parameter = 0, moment = 0;
        foreach (var block in blocks)
        {
            for (var first = 0; first < block.Length && (mine is null || mine(block)); first += Chunk)
            {
                var length = Math.Min(Chunk, block.Length - first);
                _pieces.Add((parameter + first, moment, length, decay * block.Decay));
                moment += length;
            }
            parameter += block.Length;
        }
        (_mean, _square, _peak) = (new double[moment], new double[moment], new double[moment]);
        _state = new(StringComparer.Ordinal) { ["adam.mean"] = _mean, ["adam.square"] = _square, ["adam.peak"] = _peak, ["adam.steps"] = _steps };
    }

    public string Name => "Adam";

    public IReadOnlyDictionary<string, double[]> State => _state;

    public void Step(double[] parameters, double[] gradient, double rate)
    {
        var steps = ++_steps[0];
        (_parameters, _gradient) = (parameters, gradient);
        _step = new AdamStep(rate / (1 - Math.Pow(MeanDecay, steps)), 1 / (1 - Math.Pow(SquareDecay, steps)));
        _rate = rate;
        _team.Run(this, _pieces.Count);
    }

    void IJob.Run(int index, int worker)
    {
        var (parameter, moment, length, decay) = _pieces[index];
        ref var theta = ref _parameters[parameter];
        ref var gradient = ref _gradient[parameter];
        switch (Widths.Bits)
        {
            case 512:
                AdamKernel.Step<F64x8>(length, _step, 1 - _rate * decay, ref theta, ref gradient, ref _mean[moment], ref _square[moment], ref _peak[moment]);
                break;
            case 256:
                AdamKernel.Step<F64x4>(length, _step, 1 - _rate * decay, ref theta, ref gradient, ref _mean[moment], ref _square[moment], ref _peak[moment]);
                break;
            case 128:
                AdamKernel.Step<F64x2>(length, _step, 1 - _rate * decay, ref theta, ref gradient, ref _mean[moment], ref _square[moment], ref _peak[moment]);
                break;
            default:
                AdamKernel.Step<F64x1>(length, _step, 1 - _rate * decay, ref theta, ref gradient, ref _mean[moment], ref _square[moment], ref _peak[moment]);
                break;
        }
    }
}

/// <summary>What is common to all parameters of a step.</summary>
/// <param name="Rate">Learning rate over what the mean still lacks of its full weight.</param>
/// <param name="SquareScale">One over what the mean square lacks.</param>
readonly record struct AdamStep(double Rate, double SquareScale);
