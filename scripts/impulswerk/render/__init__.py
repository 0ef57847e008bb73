"""What pages and exports both show: signs, figures, facts, the one environment of templates."""
