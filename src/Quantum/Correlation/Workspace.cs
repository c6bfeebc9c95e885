using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>Who shares the work of an iteration, and memory that the next one uses again. Not for several threads at once.</summary>
internal sealed class Workspace(Team team)
{
    readonly Dictionary<int, Stack<double[]>> _free = [];
    readonly List<double[]> _lent = [];

    public Team Team => team;

    /// <summary>Zeros, until the next <see cref="Reset"/> at most.</summary>
    public Tensor Tensor(params int[] shape)
    {
        var size = shape.Aggregate(1, (product, n) => checked(product * n));
        double[] data;
        if (_free.TryGetValue(size, out var stack) && stack.Count > 0)
        {
            data = stack.Pop();
            Array.Clear(data);
        }
        else
        {
            data = new double[size];
        }
        _lent.Add(data);
        return new(data, shape);
    }

    /// <summary>Takes back what is no longer needed before the others; what was not lent here is left alone.</summary>
    public void Return(Tensor tensor)
    {
        if (_lent.Remove(tensor.Data))
            Keep(tensor.Data);
    }

    /// <summary>Takes back all that was lent.</summary>
    public void Reset()
    {
        _lent.ForEach(Keep);
        _lent.Clear();
    }

    void Keep(double[] data)
    {
        if (!_free.TryGetValue(data.Length, out var stack))
            _free[data.Length] = stack = new();
        stack.Push(data);
    }
}
