using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Simulation;

/// <summary>
/// Images between two ends that do not move: the nudged elastic band with the tangent towards the higher neighbour (Henkelman and Jónsson, J. Chem. Phys. 113, 9978 (2000)). True forces act across the path, springs along it; on
/// the climbing image the true force with its part along the path turned round. What lies between two images is measured with one laid on the other (shifted, and turned if it is a molecule) where no atom is fixed: a molecule need
/// not turn for the path's sake.
/// </summary>
sealed class Band : IMovable
{
    const double LongestMove = 0.2; // Å an atom may go in one step.

    readonly PathSettings _settings;
    readonly IImageForces _source;
    readonly Structure[] _images;
    readonly Prediction[] _predictions, _next;
    readonly Vec3[][] _evaluated;
    readonly bool[] _fixed;
    readonly Vec3[][] _tangents, _pulls;
    readonly Vec3[] _way, _here, _there;
    readonly int _atoms;

    /// <param name="images">From end to end; moved in place.</param>
    internal Band(Structure[] images, IImageForces source, PathSettings settings)
    {
        (_images, _source, _settings, _atoms) = (images, source, settings, images[0].Count);
        _predictions = [.. images.Select(_ => new Prediction())];
        _next = [.. images.Select(_ => new Prediction())];
        _evaluated = [.. images.Select(i => i.Positions.ToArray())];
        (_way, _here, _there) = (new Vec3[_atoms], new Vec3[_atoms], new Vec3[_atoms]);
        _fixed = new bool[_atoms];
        foreach (var i in settings.FixedAtoms)
            _fixed[i] = true;
        _tangents = [.. images.Select(_ => new Vec3[_atoms])];
        _pulls = [.. images.Select(_ => new Vec3[_atoms])];
        Residuals = new double[images.Length];
        Slopes = new double[images.Length];
        Forces = new double[3 * _atoms * (images.Length - 2)];
        Between = [.. Enumerable.Range(1, images.Length - 2)];
    }

    /// <summary>Indices of the images that move.</summary>
    internal int[] Between { get; }

    internal IReadOnlyList<Prediction> Predictions => _predictions;

    internal IReadOnlyList<Structure> Images => _images;

    public int Size => Forces.Length;

    public double[] Forces { get; }

    /// <summary>By image, eV/Å.</summary>
    internal double[] Residuals { get; }

    /// <summary>dE/ds by image, eV/Å.</summary>
    internal double[] Slopes { get; }

    /// <summary>Which image climbs; −1 for none.</summary>
    internal int Climbing { get; set; } = -1;

    internal int Evaluations { get; private set; }

    /// <summary>The highest image between the ends.</summary>
    internal int Highest => Between.MaxBy(k => _predictions[k].Energy);

    internal void Evaluate(IReadOnlyList<int> which)
    {
        _source.Evaluate(_images, which, _next);
        Evaluations += which.Count;
        foreach (var k in which)
        {
            (_predictions[k], _next[k]) = (_next[k], _predictions[k]);
            _images[k].Positions.CopyTo(_evaluated[k], 0);
            for (var i = 0; i < _atoms; i++)
            {
                if (!_predictions[k].Forces[i].IsFinite)
                    throw new SimulationException($"On image {k} of the path the force on atom {i + 1} ({_images[k].Elements[i]}) is not a finite number. Give a better first path: more images, or one drawn by hand as a file of frames.");
            }
        }
    }

    /// <summary>Back to where all images were last evaluated.</summary>
    internal void Return()
    {
        foreach (var k in Between)
            _evaluated[k].CopyTo(_images[k].Positions, 0);
    }

    /// <summary>Forces of the path, from those of the potential.</summary>
    internal void Nudge()
    {
        for (var k = 0; k < _images.Length; k++)
        {
            Tangent(k);
            Slopes[k] = -Dot(_predictions[k].Forces, _tangents[k]);
            if (k > 0 && k < _images.Length - 1)
                Pull(k);
            else
                _predictions[k].Forces.CopyTo(_pulls[k]);
            double largest = 0;
            for (var i = 0; i < _atoms; i++)
                largest = Math.Max(largest, _fixed[i] ? 0 : _pulls[k][i].LengthSquared);
            Residuals[k] = Math.Sqrt(largest);
        }
        foreach (var k in Between)
            Vec3.Flatten(_pulls[k].AsSpan()).CopyTo(Forces.AsSpan(3 * _atoms * (k - 1)));
    }

    void Tangent(int k)
    {
        var tangent = _tangents[k];
        double forward = 1, backward = 1;
        if (k == 0)
            backward = 0;
        else if (k == _images.Length - 1)
            forward = 0;
        else
            (forward, backward) = Weights(_predictions[k - 1].Energy, _predictions[k].Energy, _predictions[k + 1].Energy);
        Array.Clear(tangent);
        if (forward != 0)
            AddWay(k, k + 1, forward, tangent);
        if (backward != 0)
            AddWay(k, k - 1, -backward, tangent);
        var length = Math.Sqrt(Dot(tangent, tangent));
        for (var i = 0; length > 0 && i < _atoms; i++)
            tangent[i] /= length;
    }

    /// <summary>How much the ways to the next and from the last image count: the one towards the higher energy alone, at extremes both, the steeper side more.</summary>
    static (double Forward, double Backward) Weights(double before, double here, double after)
    {
        if (after > here && here > before)
            return (1, 0);
        if (after < here && here < before)
            return (0, 1);
        double a = Math.Abs(after - here), b = Math.Abs(before - here);
        var (most, least) = (Math.Max(a, b), Math.Min(a, b));
        if (most == 0)
            return (1, 1);
        return after > before ? (most, least) : (least, most);
    }

    void Pull(int k)
    {
        var pull = _pulls[k];
        var tangent = _tangents[k];
        var along = -Slopes[k];
        // The force across the path; with it, the springs' along it, or the true one uphill.
        var push = k == Climbing ? -2 * along : -along + Stiffness(k) * Apart(k, k + 1) - Stiffness(k - 1) * Apart(k - 1, k);
        for (var i = 0; i < _atoms; i++)
            pull[i] = _fixed[i] ? Vec3.Zero : _predictions[k].Forces[i] + push * tangent[i];
    }

    /// <summary>eV/Å² of the spring between an image and the next.</summary>
    double Stiffness(int k)
    {
        if (_settings.SoftSpring >= 1)
            return _settings.Spring;
        var floor = Math.Max(_predictions[0].Energy, _predictions[^1].Energy);
        var top = _predictions.Max(p => p.Energy);
        var energy = Math.Max(_predictions[k].Energy, _predictions[k + 1].Energy);
        var height = top > floor ? Math.Clamp((energy - floor) / (top - floor), 0, 1) : 1;
        return _settings.Spring * (_settings.SoftSpring + (1 - _settings.SoftSpring) * height);
    }

    /// <summary>Å from one image to another, √Σ|Δr|².</summary>
    internal double Apart(int from, int to)
    {
        Array.Clear(_way);
        AddWay(from, to, 1, _way);
        return Math.Sqrt(Dot(_way, _way));
    }

    /// <summary>Adds a multiple of what leads from each atom of an image to the same one of another that is laid on it.</summary>
    void AddWay(int from, int to, double factor, Vec3[] sum)
    {
        var (here, there) = (_images[from].Positions, _images[to].Positions);
        var free = _settings.FixedAtoms.Count == 0;
        if (free && !_images[from].Periodic.Any && _atoms > 2)
        {
            here.CopyTo(_here, 0);
            there.CopyTo(_there, 0);
            Superposition.Centre(_here);
            Superposition.Centre(_there);
            // With this factor what is added is minus the way.
            Superposition.Deviation(_here, _there, -0.5 * factor * _atoms, sum);
            return;
        }
        var shift = Vec3.Zero;
        for (var i = 0; free && i < _atoms; i++)
            shift += 1.0 / _atoms * (there[i] - here[i]);
        for (var i = 0; i < _atoms; i++)
            sum[i] += factor * (there[i] - here[i] - shift);
    }

    static double Dot(ReadOnlySpan<Vec3> a, ReadOnlySpan<Vec3> b)
    {
        double sum = 0;
        for (var i = 0; i < a.Length; i++)
            sum += Vec3.Dot(a[i], b[i]);
        return sum;
    }

    public double Limit(ReadOnlySpan<double> step)
    {
        double farthest = 0;
        for (var k = 0; k < step.Length; k += 3)
            farthest = Math.Max(farthest, step[k] * step[k] + step[k + 1] * step[k + 1] + step[k + 2] * step[k + 2]);
        farthest = Math.Sqrt(farthest);
        return farthest > LongestMove ? LongestMove / farthest : 1;
    }

    public void Move(ReadOnlySpan<double> step, double factor)
    {
        foreach (var k in Between)
        {
            var flat = Vec3.Flatten(_images[k].Positions.AsSpan());
            var from = 3 * _atoms * (k - 1);
            for (var c = 0; c < flat.Length; c++)
                flat[c] += factor * step[from + c];
        }
    }
}
