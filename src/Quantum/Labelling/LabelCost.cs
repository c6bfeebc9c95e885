namespace Athanor.Quantum.Labelling;

/// <summary>
/// What frames cost by their size, from those that are finished: seconds ∝ (electrons)^p. The exponent is the weighted median of the slopes between medians (Theil–Sen, as of Sen,
/// J. Am. Stat. Assoc. 63, 1379 (1968)), which a few frames that took for ever do not move; the factor makes what was spent come out right, those frames included.
/// </summary>
sealed class LabelCost
{
    /// <summary>Classes of size to a doubling.</summary>
    const int Classes = 8;

    /// <summary>Times of a class that its median is taken of: the last ones.</summary>
    const int Kept = 63;

    const int FewestClasses = 3, MostExponent = 8;

    /// <summary>Sizes that differ by less say nothing of an exponent.</summary>
    const double LeastSpan = 1.4;

    readonly SortedDictionary<int, Class> _classes = [];

    /// <summary>A frame that there is to label.</summary>
    public void Expect(int size) => Of(size).Add(size);

    /// <summary>It is finished.</summary>
    /// <param name="tells">False where it failed: what was spent is spent, but says nothing of the next of its size.</param>
    public void Finish(int size, double seconds, bool tells)
    {
        var its = Of(size);
        its.Finished++;
        its.Seconds += seconds;
        if (tells)
            its.Note(seconds);
    }

    /// <summary>p; zero, every frame like the mean, where there are not enough sizes.</summary>
    public double Exponent
    {
        get
        {
            Class[] told = [.. _classes.Values.Where(c => c.Noted > 0)];
            if (told.Length < FewestClasses || told[^1].Size < LeastSpan * told[0].Size)
                return 0;
            var slopes = new List<(double Slope, double Weight)>();
            for (var a = 0; a < told.Length; a++)
            {
                for (var b = a + 1; b < told.Length; b++)
                {
                    var apart = Math.Log(told[b].Size / told[a].Size);
                    slopes.Add((Math.Log(told[b].Median / told[a].Median) / apart, apart * Math.Sqrt(Math.Min(told[a].Noted, told[b].Noted))));
                }
            }
            slopes.Sort();
            var half = slopes.Sum(s => s.Weight) / 2;
            return Math.Clamp(slopes.First(s => (half -= s.Weight) <= 0).Slope, 0, MostExponent);
        }
    }

    /// <summary>Seconds until all are finished, so many at a time; null before the first.</summary>
    public double? Left(int workers)
    {
        var p = Exponent;
        double spent = 0, done = 0, open = 0, largest = 0;
        foreach (var c in _classes.Values)
        {
            var one = Math.Pow(c.Size, p);
            (spent, done, open) = (spent + c.Seconds, done + c.Finished * one, open + (c.Expected - c.Finished) * one);
            if (c.Expected > c.Finished)
                largest = one;
        }
        // However many there are to share the work, one of them has the longest frame.
        return done > 0 ? spent / done * Math.Max(open / workers, largest) : null;
    }

    Class Of(int size)
    {
        var key = (int)Math.Round(Classes * Math.Log2(Math.Max(1, size)));
        if (!_classes.TryGetValue(key, out var its))
            _classes.Add(key, its = new Class());
        return its;
    }

    sealed class Class
    {
        readonly double[] _seconds = new double[Kept];
        double _sizes;

        public int Expected { get; private set; }

        public int Finished { get; set; }

        /// <summary>Of the finished, s.</summary>
        public double Seconds { get; set; }

        /// <summary>Times that tell.</summary>
        public int Noted { get; private set; }

        /// <summary>The mean of its frames.</summary>
        public double Size => _sizes / Expected;

        /// <summary>s; of frames that took no time that could be measured, a microsecond.</summary>
        public double Median
        {
            get
            {
                var times = _seconds[..Math.Min(Noted, Kept)];
                Array.Sort(times);
                return Math.Max(1e-6, times[times.Length / 2]);
            }
        }

        public void Add(int size)
        {
            Expected++;
            _sizes += Math.Max(1, size);
        }

        public void Note(double seconds) => _seconds[Noted++ % Kept] = seconds;
    }
}
