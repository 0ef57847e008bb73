"""What pages and exports both show: signs, drawings, the operator; and the one way of templates."""
