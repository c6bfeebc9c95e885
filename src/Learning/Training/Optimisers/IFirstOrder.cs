namespace Athanor.Learning;

/// <summary>Moves parameters by gradients of batches. Same bits on any number of threads; a step allocates nothing.</summary>
interface IFirstOrder
{
    /// <summary>In a word, for descriptions.</summary>
    string Name { get; }

    /// <summary>What the next step depends on besides parameters and gradient, by name: the arrays themselves, to be read and written between steps.</summary>
    IReadOnlyDictionary<string, double[]> State { get; }

    /// <summary>Forgets what it learned of gradients.</summary>
    void Reset()
    {
        foreach (var array in State.Values)
            Array.Clear(array);
    }

    /// <summary>One step, in place.</summary>
    /// <param name="parameters">One an entry of the gradient.</param>
    /// <param name="gradient">∂L/∂θ of a batch; finite.</param>
    /// <param name="rate">Typical change of a parameter.</param>
    void Step(double[] parameters, double[] gradient, double rate);
}
